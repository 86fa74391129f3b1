"""prices, exported from Atelier for PyTorch.

House prices, the number +price (€). Layers: Dense, output.
Experiment format 1, seed 1.

    python prices_pytorch.py
    torchrun --nproc_per_node=4 prices_pytorch.py

Needs Python 3.9, NumPy, and PyTorch 1.13 or later.

The data are read from house_prices.csv, which Atelier saves (Export code,
"Save the data"), or from the file that --data names.

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
# Of the number that is predicted.
UNIT = "€"


# The columns of the data file that the network is given, in the order of
# its inputs: None for numbers, else the levels of a category.
COLUMNS = {
    "Größe, \"cm\"": None,
    "'=color": ["'-blue", "green", "red, dark"],
    "constant": None,
    "small": None,
}
# The column that is to be predicted.
TARGET = ("'+price", None)
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
    strata = [pool]
    train, validation = [], []
    for stratum in strata:
        held = rounded(0.1 * len(stratum))
        validation.append(stratum[:held])
        train.append(stratum[held:])
    test = [included[included >= train_count]]
    parts = (train, validation, test)
    return [np.concatenate(part) for part in parts]


def spread(values):
    """Mean and deviation of numbers; 1 where all are the same."""
    if values.min() == values.max():
        return values[0], 1.0
    return values.mean(), values.std()


def prepare(path, split_file):
    """Read the rows, say which serve what, and make numbers of them.

    Positions count the training rows first, then the test rows.
    """
    columns, labels = read(path)
    targets = np.zeros(len(labels), np.int64)
    if split_file is None:
        parts = divide(targets, TRAIN_ROWS)
    else:
        split = json.loads(split_file.read_text())
        parts = [split[part] for part in ("train", "validation", "test")]
    train, validation, test = (np.array(part, np.int64) for part in parts)
    # The network learns the target in deviations from its mean.
    mean, deviation = spread(labels[train])
    targets = ((labels - mean) / deviation).astype(np.float32)
    return SimpleNamespace(
        inputs=encode(columns, train),
        targets=targets,
        values=labels,
        mean=mean,
        deviation=deviation,
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


def scale(values, train):
    """A column with mean 0 and deviation 1 over the training rows."""
    mean, deviation = spread(values[train])
    return (values - mean) / deviation


def encode(columns, train):
    """The numbers of each row: categories one-hot, numbers scaled."""
    parts = []
    for name, levels in COLUMNS.items():
        values = filled(columns[name], train, levels is not None)
        if levels is None:
            parts.append(scale(values, train)[:, np.newaxis])
        else:
            parts.append(np.eye(len(levels))[values.astype(np.int64)])
    return np.concatenate(parts, axis=1).astype(np.float32)


def batches(data, epoch):
    """Rows and targets of each batch, in the order of the app."""
    order = shuffled(range(len(data.items)), mix(SEED, 0x5FF1E, epoch))
    for first in range(0, len(order), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        positions = data.items[batch]
        rows = data.inputs[positions]
        yield rows, data.targets[positions]


class Network(nn.Module):
    """From rows (batch, 6) to a number."""

    def __init__(self):
        super().__init__()
        self.dense_1 = nn.Linear(6, 7)
        self.output = nn.Linear(7, 1)

    def forward(self, x):
        x = torch.tanh(self.dense_1(x))  # 7
        x = self.output(x)  # 1
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
        (network.output.weight, glorot_uniform, (7, 1), (1, 0)),
        (network.output.bias, torch.zeros, (1,), (0,)),
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


def losses(outputs, targets):
    """Squared error of each row."""
    return F.mse_loss(outputs[:, 0], targets, reduction="none")


def variance(data, positions):
    """How much the targets of some rows vary, which R2 is a share of."""
    return np.var(data.targets[positions], dtype=np.float64)


def to_tensors(rows, targets, device):
    """A batch as the network takes it."""
    rows = torch.from_numpy(rows)
    return rows.to(device), torch.from_numpy(targets).to(device)


@torch.no_grad()
def evaluate(network, data, positions, device):
    """Loss and R2; each process looks at its share of the rows."""
    network.eval()
    sums = torch.zeros(2, dtype=torch.float64, device=device)
    share = positions[RANK::WORLD]
    for first in range(0, len(share), 500):
        some = share[first : first + 500]
        rows, targets = to_tensors(
            data.inputs[some], data.targets[some], device
        )
        outputs = network(rows)
        sums[0] += losses(outputs, targets).double().sum()
        sums[1] += (outputs[:, 0] - targets).double().square().sum()
    if WORLD > 1:
        dist.all_reduce(sums)
    loss, squared = (sums / len(positions)).tolist()
    r2 = explained(squared, variance(data, positions))
    return loss + penalty(network).item(), r2


@torch.no_grad()
def predict(network, data, positions, device):
    """What is predicted for rows, in the unit of the target."""
    network.eval()
    answers = []
    for first in range(0, len(positions), 500):
        some = positions[first : first + 500]
        rows, _ = to_tensors(
            data.inputs[some], data.targets[some], device
        )
        answers.append(network(rows)[:, 0].cpu().numpy())
    return data.mean + data.deviation * np.concatenate(answers)


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
    done = 0
    for epoch in range(EPOCHS):
        network.train()
        sums = torch.zeros(2, dtype=torch.float64, device=device)
        for rows, targets in batches(data, epoch):
            size = len(targets)
            rows, targets = to_tensors(
                rows[RANK::WORLD], targets[RANK::WORLD], device
            )
            outputs = model(rows)
            # DistributedDataParallel takes the mean over the processes, of
            # which some may have no row of a small batch.
            loss = losses(outputs, targets).sum() * WORLD / size
            loss = loss + penalty(network)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            sums[0] += loss.detach() * size / WORLD
            sums[1] += (outputs[:, 0] - targets).detach().square().sum()
            done += 1
            if steps is not None:
                print_step(done, loss)
                if done == steps:
                    return
        if WORLD > 1:
            dist.all_reduce(sums)
        loss, squared = (sums / len(data.items)).tolist()
        r2 = explained(squared, variance(data, data.items))
        words = f"loss {loss:.4f}, R2 {r2:.4f}"
        validation_loss, validation_r2 = evaluate(
            network, data, data.validation, device
        )
        words += f", validation loss {validation_loss:.4f}"
        words += f", validation R2 {validation_r2:.4f}"
        if RANK == 0:
            print(f"Epoch {epoch + 1}: {words}", flush=True)


def explained(left, variance):
    """The share of a variance that is not left, as scikit-learn has it."""
    if variance == 0:
        return float(left == 0)
    return 1 - left / variance


def report(predicted, true):
    """Print how far the predicted numbers are from the true ones."""
    errors = true - predicted
    squared = np.mean(errors**2)
    figures = {
        "R2": explained(squared, true.var()),
        "Explained variance": explained(errors.var(), true.var()),
        "RMSE": np.sqrt(squared),
        "MAE": np.abs(errors).mean(),
        "Median absolute error": np.median(np.abs(errors)),
        "MSE": squared,
    }
    print(f"\n{len(true)} rows; errors in {UNIT or 'the unit of the target'}")
    for name, figure in figures.items():
        print(f"{name:21}  {figure:15.4f}")


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
    loss, r2 = evaluate(network, data, data.test, device)
    if RANK > 0:
        return
    print(f"\nTest: loss {loss:.4f}, R2 {r2:.4f}")
    answers = predict(network, data, data.test, device)
    report(answers, data.values[data.test])
    torch.save(network.state_dict(), path.with_suffix(".pt"))
    save_weights(network, path.with_suffix(".npz"))


def main():
    parser = argparse.ArgumentParser(
        description="Train the network described at the top of this file."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("house_prices.csv"),
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
        default=Path("prices_pytorch"),
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
