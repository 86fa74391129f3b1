"""kinds, exported from Atelier for PyTorch.

House kinds, 3 classes. Layers: Dense, output.
Experiment format 1, seed 1.

    python kinds_pytorch.py
    torchrun --nproc_per_node=4 kinds_pytorch.py

Needs Python 3.9, NumPy, and PyTorch 1.13 or later.

The data are read from house_kinds.csv, which Atelier saves (Export code, "Save
the data"), or from the file that --data names.

The split and the order of the rows are the app's own, from the same seed.
First weights are drawn by PyTorch, from the same distributions; --weights
starts from the app's weights instead.
"""

import argparse
import csv
import json
import math
import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn


SEED = 1
BATCH_SIZE = 8
EPOCHS = 5
LEARNING_RATE = 0.01
CLASS_NAMES = ["flat", "villa", "it's \"other\""]


# The columns of the data file that the network is given, in the order of
# its inputs: None for numbers, else the levels of a category.
COLUMNS = {
    "Größe, \"cm\"": None,
    "'=color": ["'-blue", "green", "red, dark"],
    "constant": None,
    "small": None,
}
# The column that is to be predicted.
TARGET = ("kind", ["flat", "villa", "it's \"other\""])
# Rows of the data file: training rows first, then test rows.
TRAIN_ROWS, TEST_ROWS = 50, 20


# Which of how many processes this is; torchrun says it.
RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))


def read(path):
    """The cells of each column by its name, and those of the target."""
    if not path.exists():
        raise SystemExit(f"{path} is missing. Atelier saves it: Export code.")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != TRAIN_ROWS + TEST_ROWS:
        raise SystemExit(f"{path} has {len(rows)} rows and is another table.")
    columns = {name: cells(rows, name, COLUMNS[name]) for name in COLUMNS}
    return columns, cells(rows, *TARGET)


def cells(rows, name, levels):
    """Numbers, or positions among the levels; NaN where one is missing."""
    if levels is None:
        return np.array([float(row[name] or "nan") for row in rows])
    places = {"": np.nan}
    places.update((level, place) for place, level in enumerate(levels))
    return np.array([places[row[name]] for row in rows], np.float64)


MASK = 0xFFFFFFFF


def mix(*parts):
    """Mix whole numbers, or arrays of them, into one of 32 bits."""
    mixed = 0x9E3779B9
    for part in parts:
        mixed = (mixed ^ part) * 0x85EBCA6B & MASK
        mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35 & MASK
        mixed = mixed ^ mixed >> 16
    return mixed


def draws(seeds, count):
    """The first numbers of each seed's random stream, uniform in [0, 1)."""
    starts = np.asarray(mix(seeds, 0x5EED), np.uint64)[..., np.newaxis]
    steps = np.arange(1, count + 1, dtype=np.uint64) * 0x6D2B79F5
    state = starts + steps & MASK
    mixed = (state ^ state >> 15) * (state | 1) & MASK
    mixed ^= mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & MASK) & MASK
    return (mixed ^ mixed >> 14) / 2.0**32


def shuffled(items, seed):
    """The items in a random order that depends on the seed alone."""
    order = list(items)
    places = range(len(order) - 1, 0, -1)
    for place, number in zip(places, draws(seed, len(places)).tolist()):
        other = int(number * (place + 1))
        order[place], order[other] = order[other], order[place]
    return np.array(order, dtype=np.int64)


def rounded(number):
    """The nearest whole number, halves up."""
    return math.floor(number + 0.5)


def divide(targets, train_count):
    """Positions of the training, validation and test rows.

    As the app divides them, from the same seed.
    """
    included = np.arange(len(targets))
    pool = shuffled(included[included < train_count], mix(SEED, 0x5B117))
    strata = [pool[targets[pool] == k] for k in range(len(CLASS_NAMES))]
    train, validation = [], []
    for stratum in strata:
        held = rounded(0.1 * len(stratum))
        validation.append(stratum[:held])
        train.append(stratum[held:])
    test = [included[included >= train_count]]
    parts = (train, validation, test)
    return [np.sort(np.concatenate(part)) for part in parts]


def add_label_noise(targets, train):
    """Give some training images another class, as the app does."""
    count = len(CLASS_NAMES)
    size = len(train)
    numbers = draws(mix(SEED, 0x4015E), 2 * size).tolist()
    order = list(train)
    for place, number in zip(range(size - 1, 0, -1), numbers):
        other = int(number * (place + 1))
        order[place], order[other] = order[other], order[place]
    chosen = order[: rounded(0.1 * size)]
    for i, number in zip(chosen, numbers[max(0, size - 1) :]):
        other = 1 + int(number * (count - 1))
        targets[i] = (targets[i] + other) % count


def prepare(path, split_file):
    """Read the rows, say which serve what, and make numbers of them.

    Positions count the training rows first, then the test rows.
    """
    columns, labels = read(path)
    targets = labels.astype(np.int64)
    if split_file is None:
        parts = divide(targets, TRAIN_ROWS)
    else:
        split = json.loads(split_file.read_text())
        parts = [split[part] for part in ("train", "validation", "test")]
    train, validation, test = (np.array(part, np.int64) for part in parts)
    add_label_noise(targets, train)
    return SimpleNamespace(
        inputs=encode(columns, train),
        targets=targets,
        train=train,
        validation=validation,
        test=test,
        items=train,
    )


def filled(values, train, commonest):
    """Missing cells filled by what the training rows have, and nothing else.

    With their mean, or with their commonest value (of several the smallest).
    """
    missing = np.isnan(values)
    present = values[train][~missing[train]]
    if not missing.any() or len(present) == 0:
        return np.nan_to_num(values)
    if commonest:
        numbers, counts = np.unique(present, return_counts=True)
        return np.where(missing, numbers[counts.argmax()], values)
    return np.where(missing, present.mean(), values)


def scale(values, _):
    """A column as it is."""
    return values


def encode(columns, train):
    """The numbers of each row: categories one-hot, numbers scaled."""
    parts = []
    for name, levels in COLUMNS.items():
        values = filled(columns[name], train, True)
        if levels is None:
            parts.append(scale(values, train)[:, np.newaxis])
        else:
            parts.append(np.eye(len(levels))[values.astype(np.int64)])
    return np.concatenate(parts, axis=1).astype(np.float32)


def batches(data, epoch):
    """Rows and classes of each batch, in the order of the app."""
    order = shuffled(range(len(data.items)), mix(SEED, 0x5FF1E, epoch))
    for first in range(0, len(order), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        positions = data.items[batch]
        rows = data.inputs[positions]
        yield rows, data.targets[positions]


class Network(nn.Module):
    """From rows (batch, 6) to logits."""

    def __init__(self):
        super().__init__()
        self.dense_1 = nn.Linear(6, 7)
        self.output = nn.Linear(7, 3)

    def forward(self, x):
        x = torch.tanh(self.dense_1(x))  # 7
        x = self.output(x)  # 3
        return x


def fans(shape):
    """Inputs to an output and outputs of an input, as Keras counts them."""
    area = math.prod(shape[:-2])
    return area * shape[-2], area * shape[-1]


def glorot_uniform(shape):
    inputs, outputs = fans(shape)
    limit = (3 / ((inputs + outputs) / 2)) ** 0.5
    return torch.empty(shape).uniform_(-limit, limit)


def keras_weights(network):
    """Every weight in Keras's order.

    The tensor here, how it starts, its shape in Keras, and in which order
    the axes of that shape come here.
    """
    return [
        (network.dense_1.weight, glorot_uniform, (6, 7), (1, 0)),
        (network.dense_1.bias, torch.zeros, (7,), (0,)),
        (network.output.weight, glorot_uniform, (7, 3), (1, 0)),
        (network.output.bias, torch.zeros, (3,), (0,)),
    ]


def penalty(network):
    """The part of the loss that keeps weights small (L1 and L2)."""
    return 0.001 * network.dense_1.weight.square().sum()


@torch.no_grad()
def assign(tensor, value, axes):
    """Give a tensor its value, which lies as in Keras."""
    tensor.copy_(value.permute(axes).reshape(tensor.shape))


def initialize(network):
    """Draw the first weights, as Keras and the app do."""
    for tensor, initializer, shape, axes in keras_weights(network):
        assign(tensor, initializer(shape), axes)


def load_weights(network, path):
    """Read the weights w000, w001, ... of an .npz file."""
    file = np.load(path)
    for i, (tensor, _, shape, axes) in enumerate(keras_weights(network)):
        value = file[f"w{i:03d}"]
        if value.shape != shape:
            found = f"w{i:03d} has shape {value.shape}"
            raise SystemExit(f"{path}: {found}, not {shape}.")
        assign(tensor, torch.from_numpy(value), axes)


def save_weights(network, path):
    """Write the weights as load_weights reads them."""
    arrays = {}
    for i, (tensor, _, shape, axes) in enumerate(keras_weights(network)):
        here = tensor.detach().cpu().reshape([shape[axis] for axis in axes])
        arrays[f"w{i:03d}"] = here.permute(*np.argsort(axes).tolist()).numpy()
    np.savez(path, **arrays)


def losses(logits, targets):
    """Cross-entropy of each image."""
    return F.cross_entropy(logits, targets, reduction="none")


def predicted(logits):
    """The most likely class of each image."""
    return logits.argmax(dim=1)


def probabilities(logits):
    """The probability of each class."""
    return torch.softmax(logits, dim=1)


def to_tensors(rows, targets, device):
    """A batch as the network takes it."""
    rows = torch.from_numpy(rows)
    return rows.to(device), torch.from_numpy(targets).to(device)


@torch.no_grad()
def evaluate(network, data, positions, device):
    """Loss and accuracy; each process looks at its share of the rows."""
    network.eval()
    sums = torch.zeros(2, dtype=torch.float64, device=device)
    share = positions[RANK::WORLD]
    for first in range(0, len(share), 500):
        some = share[first : first + 500]
        rows, targets = to_tensors(
            data.inputs[some], data.targets[some], device
        )
        logits = network(rows)
        sums[0] += losses(logits, targets).double().sum()
        sums[1] += (predicted(logits) == targets).sum()
    if WORLD > 1:
        dist.all_reduce(sums)
    loss, accuracy = (sums / len(positions)).tolist()
    return loss + penalty(network).item(), accuracy


@torch.no_grad()
def predict(network, data, positions, device):
    """Probabilities of rows, one row each."""
    network.eval()
    answers = []
    for first in range(0, len(positions), 500):
        some = positions[first : first + 500]
        rows, _ = to_tensors(
            data.inputs[some], data.targets[some], device
        )
        answers.append(probabilities(network(rows)).cpu().numpy())
    return np.concatenate(answers)


def balanced_weights(data):
    """How much an image of each class counts: rare ones more."""
    counts = np.bincount(
        data.targets[data.items], minlength=len(CLASS_NAMES)
    )
    present = np.count_nonzero(counts)
    weights = len(data.items) / (present * np.maximum(counts, 1))
    return np.where(counts > 0, weights, 0).astype(np.float32)


def print_step(step, loss):
    """Print the loss of a step, the mean over the processes."""
    loss = loss.detach() / WORLD
    if WORLD > 1:
        dist.all_reduce(loss)
    if RANK == 0:
        print(f"Step {step}: loss {loss.item():.7f}", flush=True)


def train(network, data, device, steps=None):
    """Train the network; with `steps`, print so many losses and stop."""
    model = network
    if WORLD > 1:
        model = nn.parallel.DistributedDataParallel(network)
    optimizer = torch.optim.Adam(
        network.parameters(),
        lr=LEARNING_RATE,
        betas=(0.9, 0.999),
        eps=1e-7,
    )
    weights = torch.from_numpy(balanced_weights(data)).to(device)
    done = 0
    for epoch in range(EPOCHS):
        network.train()
        sums = torch.zeros(2, dtype=torch.float64, device=device)
        for rows, targets in batches(data, epoch):
            size = len(targets)
            rows, targets = to_tensors(
                rows[RANK::WORLD], targets[RANK::WORLD], device
            )
            logits = model(rows)
            # DistributedDataParallel takes the mean over the processes, of
            # which some may have no row of a small batch.
            loss = weights[targets] * losses(logits, targets)
            loss = loss.sum() * WORLD / size
            loss = loss + penalty(network)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            sums[0] += loss.detach() * size / WORLD
            sums[1] += (predicted(logits) == targets).sum()
            done += 1
            if steps is not None:
                print_step(done, loss)
                if done == steps:
                    return
        if WORLD > 1:
            dist.all_reduce(sums)
        loss, accuracy = (sums / len(data.items)).tolist()
        words = f"loss {loss:.4f}, accuracy {accuracy:.2%}"
        validation_loss, validation_accuracy = evaluate(
            network, data, data.validation, device
        )
        words += f", validation loss {validation_loss:.4f}"
        words += f", validation accuracy {validation_accuracy:.2%}"
        if RANK == 0:
            print(f"Epoch {epoch + 1}: {words}", flush=True)


def report(probabilities, targets):
    """Print the scores of each class and the confusion matrix."""
    count = len(CLASS_NAMES)
    matrix = np.zeros((count, count), np.int64)
    np.add.at(matrix, (targets, probabilities.argmax(axis=1)), 1)
    support = matrix.sum(axis=1)
    precision = np.diag(matrix) / np.maximum(matrix.sum(axis=0), 1)
    recall = np.diag(matrix) / np.maximum(support, 1)
    both = precision + recall
    f1 = 2 * precision * recall / np.where(both == 0, 1, both)
    scores = np.stack([precision, recall, f1], axis=1)
    share = support / max(1, support.sum())
    rows = [
        *zip(CLASS_NAMES, scores, support),
        ("macro avg", scores.mean(axis=0), support.sum()),
        ("weighted avg", share @ scores, support.sum()),
    ]
    width = max(len(name) for name, _, _ in rows)
    print(f"\n{'':{width}}  precision  recall      f1  support")
    for name, (a, b, c), images in rows:
        print(f"{name:{width}}  {a:9.3f}  {b:6.3f}  {c:6.3f}  {images:7}")
    print("\nConfusion matrix (rows: true classes, columns: predicted)")
    for name, row in zip(CLASS_NAMES, matrix):
        print(f"{name:{width}}  " + " ".join(f"{images:6}" for images in row))


def start():
    """The device of this process, joined to the others."""
    has_gpu = torch.cuda.is_available()
    if has_gpu:
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if WORLD > 1:
        dist.init_process_group("nccl" if has_gpu else "gloo")
    return device


def finish(network, data, device, path):
    """Test the network, print the report and save the weights."""
    loss, accuracy = evaluate(network, data, data.test, device)
    if RANK > 0:
        return
    print(f"\nTest: loss {loss:.4f}, accuracy {accuracy:.2%}")
    answers = predict(network, data, data.test, device)
    report(answers, data.targets[data.test])
    torch.save(network.state_dict(), path.with_suffix(".pt"))
    save_weights(network, path.with_suffix(".npz"))


def main():
    parser = argparse.ArgumentParser(
        description="Train the network described at the top of this file."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("house_kinds.csv"),
        help="the data file that Atelier saves",
    )
    parser.add_argument(
        "--split",
        type=Path,
        help="JSON file with the positions of train, validation and test",
    )
    parser.add_argument(
        "--weights", type=Path, help="first weights: an .npz file"
    )
    parser.add_argument(
        "--steps",
        type=int,
        help="print the loss of so many steps and stop",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path("kinds_pytorch"),
        help="where the weights go, without the ending",
    )
    options = parser.parse_args()
    device = start()
    if WORLD > 1 and RANK > 0:
        # The first process reads first.
        dist.barrier()
    data = prepare(options.data, options.split)
    if WORLD > 1 and RANK == 0:
        dist.barrier()
    torch.manual_seed(SEED)
    network = Network()
    initialize(network)
    if options.weights is not None:
        load_weights(network, options.weights)
    # Each process drops other outputs.
    torch.manual_seed(SEED + RANK)
    network.to(device)
    if RANK == 0:
        count = sum(p.numel() for p in network.parameters())
        print(f"{count:,} trainable parameters", flush=True)
    train(network, data, device, options.steps)
    if options.steps is None:
        finish(network, data, device, options.save)
    if WORLD > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
