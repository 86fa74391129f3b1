"""official, watched, on plateaus, exported from Atelier for PyTorch.

Fashion-MNIST, 10 classes. Layers: Flatten, Dense, output.
Experiment format 1, seed 1.

    python official_watched_on_plateaus_pytorch.py
    torchrun --nproc_per_node=4 official_watched_on_plateaus_pytorch.py

Needs Python 3.9, NumPy, and PyTorch 1.13 or later.

The data files are read from the folder data, or from the one that --data
names, and downloaded where they are missing.

The split, the order of the images and their changes are the app's own, from
the same seed. First weights are drawn by PyTorch, from the same distributions;
--weights starts from the app's weights instead.
"""

import argparse
import gzip
import hashlib
import json
import math
import os
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn


SEED = 1
BATCH_SIZE = 64
EPOCHS = 20
LEARNING_RATE = 0.001
CLASS_NAMES = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
]


# Where the data files come from, and the SHA-256 of each download.
SOURCE = (
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/"
    "b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion/"
)
FILES = {
    "train-images-idx3-ubyte.gz": (
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
    ),
    "train-labels-idx1-ubyte.gz": (
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"
    ),
}


# Which of how many processes this is; torchrun says it.
RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))


def find(folder, name):
    """The path of a data file, downloaded where the folder lacks it."""
    for path in (folder / name, folder / name.removesuffix(".gz")):
        if path.exists():
            return path
    print(f"Downloading {name} ...")
    with urllib.request.urlopen(SOURCE + name) as response:
        packed = response.read()
    if hashlib.sha256(packed).hexdigest() != FILES[name]:
        raise SystemExit(f"{name}: the download is damaged. Try again.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(packed)
    return folder / name


def read(folder, name):
    """The array of bytes in an IDX file, packed or not."""
    path = find(folder, name)
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if raw[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path} is not an IDX file of bytes.")
    header = np.frombuffer(raw, ">u4", 1 + raw[3])
    values = np.frombuffer(raw, np.uint8, offset=header.nbytes)
    return values.reshape(header[1:])


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


def divide(targets, train_count):
    """Positions of the training, validation and test images.

    As the app divides them, from the same seed.
    """
    included = np.arange(len(targets))
    pool = shuffled(included[included < train_count], mix(SEED, 0x5B117))
    strata = [pool]
    train = strata
    test = [included[included >= train_count]]
    # The test images are watched while training as well.
    validation = test
    parts = (train, validation, test)
    return [np.concatenate(part) for part in parts]


def prepare(folder, split_file):
    """Read the images and say which of them serve what.

    Positions count the training images first, then the test images.
    """
    train_images, train_labels, test_images, test_labels = (
        read(folder, name) for name in FILES
    )
    pixels = np.concatenate([train_images, test_images])
    labels = np.concatenate([train_labels, test_labels])
    targets = labels.astype(np.int64)
    if split_file is None:
        parts = divide(targets, len(train_labels))
    else:
        split = json.loads(split_file.read_text())
        parts = [split[part] for part in ("train", "validation", "test")]
    train, validation, test = (np.array(part, np.int64) for part in parts)
    return SimpleNamespace(
        pixels=pixels,
        targets=targets,
        train=train,
        validation=validation,
        test=test,
        items=train,
    )


def scale(images):
    """Pixels from 0 to 1."""
    return images.astype(np.float32) / 255


def batches(data, epoch):
    """Images and classes of each batch, in the order of the app."""
    order = shuffled(range(len(data.items)), mix(SEED, 0x5FF1E, epoch))
    for first in range(0, len(order), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        positions = data.items[batch]
        images = data.pixels[positions]
        yield images, data.targets[positions]


class Network(nn.Module):
    """From images (batch, 1, 28, 28) to logits."""

    def __init__(self):
        super().__init__()
        self.dense_1 = nn.Linear(784, 12)
        self.output = nn.Linear(12, 10)

    def forward(self, x):
        x = x.flatten(1)  # 784
        x = torch.tanh(self.dense_1(x))  # 12
        x = self.output(x)  # 10
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
        (network.dense_1.weight, glorot_uniform, (784, 12), (1, 0)),
        (network.dense_1.bias, torch.zeros, (12,), (0,)),
        (network.output.weight, glorot_uniform, (12, 10), (1, 0)),
        (network.output.bias, torch.zeros, (10,), (0,)),
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


class Plateau:
    """Lowers the learning rate, as Keras's ReduceLROnPlateau does.

    PyTorch's own waits one epoch more than its patience says.
    """

    def __init__(self, rate):
        self.rate, self.best, self.waited = rate, None, 0

    def look(self, score):
        if self.best is None or score < self.best - 0.01:
            self.best, self.waited = score, 0
            return
        self.waited += 1
        if self.waited >= 3:
            self.waited = 0
            if self.rate > 0.00001:
                self.rate = max(0.00001, 0.5 * self.rate)


def learning_rate(step, steps_per_epoch, plateau):
    """The rate of a step, counted from 0 over the run."""
    return plateau.rate


def to_tensors(images, targets, device):
    """A batch as the network takes it."""
    images = torch.from_numpy(scale(images)).unsqueeze(1)
    return images.to(device), torch.from_numpy(targets).to(device)


@torch.no_grad()
def evaluate(network, data, positions, device):
    """Loss and accuracy; each process looks at its share of the images."""
    network.eval()
    sums = torch.zeros(2, dtype=torch.float64, device=device)
    share = positions[RANK::WORLD]
    for first in range(0, len(share), 500):
        some = share[first : first + 500]
        images, targets = to_tensors(
            data.pixels[some], data.targets[some], device
        )
        logits = network(images)
        sums[0] += losses(logits, targets).double().sum()
        sums[1] += (predicted(logits) == targets).sum()
    if WORLD > 1:
        dist.all_reduce(sums)
    loss, accuracy = (sums / len(positions)).tolist()
    return loss + penalty(network).item(), accuracy


@torch.no_grad()
def predict(network, data, positions, device):
    """Probabilities of images, one row an image."""
    network.eval()
    rows = []
    for first in range(0, len(positions), 500):
        some = positions[first : first + 500]
        images, _ = to_tensors(
            data.pixels[some], data.targets[some], device
        )
        rows.append(probabilities(network(images)).cpu().numpy())
    return np.concatenate(rows)


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
    plateau = Plateau(LEARNING_RATE)
    best, waited = None, 0
    steps_per_epoch = math.ceil(len(data.items) / BATCH_SIZE)
    done = 0
    for epoch in range(EPOCHS):
        network.train()
        sums = torch.zeros(2, dtype=torch.float64, device=device)
        for images, targets in batches(data, epoch):
            size = len(targets)
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(
                    done, steps_per_epoch, plateau
                )
            images, targets = to_tensors(
                images[RANK::WORLD], targets[RANK::WORLD], device
            )
            logits = model(images)
            # DistributedDataParallel takes the mean over the processes, of
            # which some may have no image of a small batch.
            loss = losses(logits, targets).sum() * WORLD / size
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
        plateau.look(validation_loss)
        if best is None or accuracy > best + 0.001:
            best, waited = accuracy, 0
        else:
            waited += 1
        if waited >= 5:
            break


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
        default=Path("data"),
        help="folder of the four data files; missing ones are downloaded",
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
        default=Path("official_watched_on_plateaus_pytorch"),
        help="where the weights go, without the ending",
    )
    options = parser.parse_args()
    device = start()
    if WORLD > 1 and RANK > 0:
        # The first process downloads.
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
