"""colors, exported from Atelier for PyTorch.

Colored shapes, 3 classes. Layers: Conv2D, MaxPooling2D, Flatten, Dense,
output.
Experiment format 1, seed 1.

    python colors_pytorch.py
    torchrun --nproc_per_node=4 colors_pytorch.py

Needs Python 3.9, NumPy, and PyTorch 1.13 or later.

The data are read from colored_shapes.npz, which Atelier saves (Export code,
"Save the data"), or from the file that --data names.

The split, the order of the images and their changes are the app's own, from
the same seed. First weights are drawn by PyTorch, from the same distributions;
--weights starts from the app's weights instead.
"""

import argparse
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
CLASS_NAMES = ["ball", "box", "cone"]


# The arrays of the data file: images as bytes, and the label of each.
ARRAYS = {
    "x_train": (48, 10, 12, 3),
    "y_train": (48,),
    "x_test": (15, 10, 12, 3),
    "y_test": (15,),
}


# Which of how many processes this is; torchrun says it.
RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))


def read(path):
    """The arrays of the file that Atelier saved, in the order of ARRAYS."""
    if not path.exists():
        raise SystemExit(f"{path} is missing. Atelier saves it: Export code.")
    with np.load(path) as saved:
        arrays = [saved[name] for name in ARRAYS]
    for (name, shape), array in zip(ARRAYS.items(), arrays):
        if array.shape != shape:
            raise SystemExit(f"{path}: {name} is {array.shape}, not {shape}.")
    return arrays


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
    """Positions of the training, validation and test images.

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


def prepare(path, split_file):
    """Read the images and say which of them serve what.

    Positions count the training images first, then the test images.
    """
    train_images, train_labels, test_images, test_labels = read(path)
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
        mean=float(pixels[train].mean()),
        deviation=float(pixels[train].std()),
    )


def scale(images, data):
    """Pixels with mean 0 and deviation 1 over the training images."""
    return (images.astype(np.float32) - data.mean) / (data.deviation or 1)


def affine(a=1.0, b=0.0, right=0.0, c=0.0, d=1.0, down=0.0):
    """Maps from places in a changed image to places in the original.

    The pixel at (x, y) from the middle shows what lies at
    (a * x + b * y + right, c * x + d * y + down), y downwards.
    """
    numbers = np.broadcast_arrays(a, b, right, c, d, down, 0.0, 0.0, 1.0)
    return np.stack(numbers, axis=-1).reshape(-1, 3, 3)


def resample(images, maps):
    """Draw each image through its map: bilinear, black outside."""
    height, width = images.shape[1:]
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    x = np.arange(width)[np.newaxis, :] - middle_x
    y = np.arange(height)[:, np.newaxis] - middle_y
    a, b, right, c, d, down = (
        maps[:, row, column, np.newaxis, np.newaxis]
        for row in range(2)
        for column in range(3)
    )
    u = np.clip(a * x + (b * y + right + (middle_x + 1)), 0, width + 1)
    v = np.clip(c * x + (d * y + down + (middle_y + 1)), 0, height + 1)
    left, top = u.astype(np.int64), v.astype(np.int64)
    u, v = u - left, v - top
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2))).astype(np.float64)
    image = np.arange(len(images))[:, np.newaxis, np.newaxis]
    above, below = (
        padded[image, row, left] * (1 - u) + padded[image, row, left + 1] * u
        for row in (top, top + 1)
    )
    return (above * (1 - v) + below * v + 0.5).astype(np.uint8)


def cut_out(images, x, y, size):
    """Make a square of each image black, about (x, y)."""
    left, top = x - size // 2, y - size // 2
    height, width = images.shape[1:]
    across = np.arange(width) - left[:, np.newaxis]
    along = np.arange(height) - top[:, np.newaxis]
    columns = (across >= 0) & (across < size)
    rows = (along >= 0) & (along < size)
    square = rows[:, :, np.newaxis] & columns[:, np.newaxis, :]
    return np.where(square, 0, images).astype(np.uint8)


def add_noise(images, deviation, numbers):
    """Add normal noise, two pixels from two numbers (Box and Muller)."""
    radius = deviation * np.sqrt(-2 * np.log(1 - numbers[:, 0::2]))
    angle = 2 * np.pi * numbers[:, 1::2]
    noise = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    pixels = int(np.prod(images.shape[1:]))
    noise = noise.reshape(len(images), noise.shape[1] * 2)[:, :pixels]
    noisy = np.floor(images + noise.reshape(images.shape) + 0.5)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def augment_plane(images, epoch, positions):
    """Images changed as the app changes them in this epoch.

    Flips, rotation, zoom, shift and crop that follow each other are one
    map, and an image is resampled once.
    """
    keys = mix(SEED, 0xA09E3, epoch, positions.astype(np.uint64))
    maps = np.tile(np.eye(3), (len(images), 1, 1))

    # Rotate by up to 20 degrees.
    numbers = draws(mix(keys, 0), 2)
    chosen = numbers[:, 0] < 0.7
    angle = np.radians(20 * (2 * numbers[:, 1] - 1))
    cos, sin = np.cos(angle), np.sin(angle)
    step = affine(a=cos, b=-sin, c=sin, d=cos)
    maps[chosen] = (maps @ step)[chosen]

    # Blacken a square of 4 pixels.
    numbers = draws(mix(keys, 1), 3)
    chosen = numbers[:, 0] < 0.5
    images[chosen] = resample(images[chosen], maps[chosen])
    maps[chosen] = np.eye(3)
    x, y = np.floor(numbers[:, 1:] * [12, 10]).T
    changed = cut_out(images, x, y, 4)
    images[chosen] = changed[chosen]

    # Add noise of a deviation of 0.1 of white.
    numbers = draws(mix(keys, 2), 121)
    chosen = numbers[:, 0] < 0.5
    images[chosen] = resample(images[chosen], maps[chosen])
    maps[chosen] = np.eye(3)
    changed = add_noise(images, 255 * 0.1, numbers[:, 1:])
    images[chosen] = changed[chosen]

    # Flip left-right.
    numbers = draws(mix(keys, 3), 1)
    chosen = numbers[:, 0] < 0.5
    step = affine(a=-1.0)
    maps[chosen] = (maps @ step)[chosen]
    return resample(images, maps)


def augment(images, epoch, positions):
    """Color images changed as the app changes them, all channels alike."""
    planes = (images[..., c].copy() for c in range(images.shape[-1]))
    changed = [augment_plane(plane, epoch, positions) for plane in planes]
    return np.stack(changed, axis=-1)


def batches(data, epoch):
    """Images and classes of each batch, in the order of the app."""
    order = shuffled(range(len(data.items)), mix(SEED, 0x5FF1E, epoch))
    for first in range(0, len(order), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        positions = data.items[batch]
        images = data.pixels[positions]
        images = augment(images, epoch, positions)
        yield images, data.targets[positions]


class Network(nn.Module):
    """From images (batch, 3, 10, 12) to logits."""

    def __init__(self):
        super().__init__()
        self.conv2d_1 = nn.Conv2d(3, 4, 3, padding=1)
        self.dense_1 = nn.Linear(120, 6)
        self.output = nn.Linear(6, 3)

    def forward(self, x):
        x = F.relu(self.conv2d_1(x))  # 10 x 12 x 4
        x = F.max_pool2d(x, 2)  # 5 x 6 x 4
        # Keras reads a map pixel by pixel, the channels of each together.
        x = x.permute(0, 2, 3, 1)
        x = x.flatten(1)  # 120
        x = torch.tanh(self.dense_1(x))  # 6
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
        (network.conv2d_1.weight, glorot_uniform, (3, 3, 3, 4), (3, 2, 0, 1)),
        (network.conv2d_1.bias, torch.zeros, (4,), (0,)),
        (network.dense_1.weight, glorot_uniform, (120, 6), (1, 0)),
        (network.dense_1.bias, torch.zeros, (6,), (0,)),
        (network.output.weight, glorot_uniform, (6, 3), (1, 0)),
        (network.output.bias, torch.zeros, (3,), (0,)),
    ]


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


def to_tensors(images, targets, device, data):
    """A batch as the network takes it."""
    images = torch.from_numpy(scale(images, data)).permute(0, 3, 1, 2)
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
            data.pixels[some], data.targets[some], device, data
        )
        logits = network(images)
        sums[0] += losses(logits, targets).double().sum()
        sums[1] += (predicted(logits) == targets).sum()
    if WORLD > 1:
        dist.all_reduce(sums)
    loss, accuracy = (sums / len(positions)).tolist()
    return loss, accuracy


@torch.no_grad()
def predict(network, data, positions, device):
    """Probabilities of images, one row an image."""
    network.eval()
    rows = []
    for first in range(0, len(positions), 500):
        some = positions[first : first + 500]
        images, _ = to_tensors(
            data.pixels[some], data.targets[some], device, data
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
    done = 0
    for epoch in range(EPOCHS):
        network.train()
        sums = torch.zeros(2, dtype=torch.float64, device=device)
        for images, targets in batches(data, epoch):
            size = len(targets)
            images, targets = to_tensors(
                images[RANK::WORLD], targets[RANK::WORLD], device, data
            )
            logits = model(images)
            # DistributedDataParallel takes the mean over the processes, of
            # which some may have no image of a small batch.
            loss = losses(logits, targets).sum() * WORLD / size
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
        default=Path("colored_shapes.npz"),
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
        default=Path("colors_pytorch"),
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
