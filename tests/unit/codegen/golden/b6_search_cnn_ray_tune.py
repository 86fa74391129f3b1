"""b6-search-cnn, exported from Atelier for Ray Tune.

Fashion-MNIST, 10 classes. Layers: Conv2D, MaxPooling2D, Conv2D, MaxPooling2D,
Dropout, Conv2D, MaxPooling2D, Dropout, Flatten, Dense, Dropout, output.
Experiment format 1, seed 1.

    python b6_search_cnn_ray_tune.py
    python b6_search_cnn_ray_tune.py --trials 8 --gpus 0.5

Searches; run again, it goes on where it was, each trial from its last epoch.
Writes a line for each trial to a CSV file, which the study in Atelier takes
with "Add results". In a Ray cluster, --results must be a folder that all
machines share.

Needs Python 3.9, NumPy, PyTorch 2.1, Optuna 4, SciPy,
and Ray Tune 2.44 or later.

The data files are read from the folder data, or from the one that --data
names, and downloaded where they are missing.

The split, the order of the images and their changes are the app's own, from
the same seed. First weights and dropout are drawn by PyTorch, from the same
distributions.
"""

import argparse
import copy
import csv
import gzip
import hashlib
import json
import math
import os
import tempfile
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import optuna
import torch
import torch.distributed as dist
import torch.nn.functional as F
from ray import tune
from ray.tune.search.optuna import OptunaSearch
from torch import nn


SEED = 1
BATCH_SIZE = 32
EPOCHS = 100
LEARNING_RATE = 0.0001
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


def rounded(number):
    """The nearest whole number, halves up."""
    return math.floor(number + 0.5)


def divide(targets, train_count):
    """Positions of the training, validation and test images.

    As the app divides them, from the same seed.
    """
    included = np.arange(len(targets))
    pool = shuffled(included[included < train_count], mix(SEED, 0x5B117))
    strata = [pool]
    train, validation = [], []
    for stratum in strata:
        held = rounded(0.2 * len(stratum))
        validation.append(stratum[:held])
        train.append(stratum[held:])
    test = [included[included >= train_count]]
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


@torch.no_grad()
def assign(tensor, value, axes):
    """Give a tensor its value, which lies as in Keras."""
    tensor.copy_(value.permute(axes).reshape(tensor.shape))


def initialize(network):
    """Draw the first weights, as Keras and the app do."""
    for tensor, initializer, shape, axes in keras_weights(network):
        assign(tensor, initializer(shape), axes)


def losses(logits, targets):
    """Cross-entropy of each image."""
    return F.cross_entropy(logits, targets, reduction="none")


def predicted(logits):
    """The most likely class of each image."""
    return logits.argmax(dim=1)


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
    return loss, accuracy


class Network(nn.Module):
    """From images (batch, 1, 28, 28) to logits, for the values of a trial."""

    def __init__(self, values):
        super().__init__()
        self.values = values
        size = 1
        self.conv2d_1 = nn.Conv2d(
            size,
            values["filters_l1"],
            values["kernel_size_l1"],
            padding="same",
        )
        size = values["filters_l1"]
        self.conv2d_2 = nn.Conv2d(
            size,
            values["filters_l3"],
            values["kernel_size_l3"],
            padding="same",
        )
        size = values["filters_l3"]
        self.conv2d_3 = nn.Conv2d(
            size,
            values["filters_l6"],
            values["kernel_size_l6"],
            padding="same",
        )
        size = values["filters_l6"]
        size *= 9
        self.dense_1 = nn.Linear(size, values["units_l10"])
        size = values["units_l10"]
        self.output = nn.Linear(size, 10)

    def forward(self, x):
        values = self.values
        x = F.relu(self.conv2d_1(x))
        x = F.max_pool2d(x, 2)
        x = F.relu(self.conv2d_2(x))
        x = F.max_pool2d(x, 2)
        x = F.dropout(x, values["rate_l5"], self.training)
        x = F.relu(self.conv2d_3(x))
        x = F.max_pool2d(x, 2)
        x = F.dropout(x, values["rate_l8"], self.training)
        # Keras reads a map pixel by pixel, the channels of each together.
        x = x.permute(0, 2, 3, 1)
        x = x.flatten(1)
        x = F.relu(self.dense_1(x))
        x = F.dropout(x, values["rate_l11"], self.training)
        x = self.output(x)
        return x


def keras_shape(tensor, axes):
    """The shape in Keras of a tensor whose axes come in this order here."""
    shape = [0] * len(axes)
    for length, axis in zip(tensor.shape, axes):
        shape[axis] = length
    return tuple(shape)


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
    rows = []

    def add(tensor, initializer, axes, shape=None):
        shape = shape or keras_shape(tensor, axes)
        rows.append((tensor, initializer, shape, axes))

    add(network.conv2d_1.weight, glorot_uniform, (3, 2, 0, 1))
    add(network.conv2d_1.bias, torch.zeros, (0,))
    add(network.conv2d_2.weight, glorot_uniform, (3, 2, 0, 1))
    add(network.conv2d_2.bias, torch.zeros, (0,))
    add(network.conv2d_3.weight, glorot_uniform, (3, 2, 0, 1))
    add(network.conv2d_3.bias, torch.zeros, (0,))
    add(network.dense_1.weight, glorot_uniform, (1, 0))
    add(network.dense_1.bias, torch.zeros, (0,))
    add(network.output.weight, glorot_uniform, (1, 0))
    add(network.output.bias, torch.zeros, (0,))
    return rows


def train(network, data, device, progress):
    """Train the network; `progress` is told of each epoch.

    Goes on from what it has kept. Returns the epochs done, and what to keep.
    """
    model = network
    if WORLD > 1:
        model = nn.parallel.DistributedDataParallel(network)
    optimizer = torch.optim.Adam(
        network.parameters(),
        lr=LEARNING_RATE,
        betas=(0.9, 0.999),
        eps=1e-7,
    )
    best, waited = None, 0
    done = 0
    begun, state = 0, None
    kept = progress.load()
    if kept is not None:
        state = {name: kept[name] for name in kept if name != "epoch"}
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        begun, done = kept["epoch"], kept["done"]
        best, waited = kept["stopping"]
        best_state = kept["best"]
    for epoch in range(begun, EPOCHS):
        if waited >= 10:
            break
        network.train()
        sums = torch.zeros(2, dtype=torch.float64, device=device)
        for images, targets in batches(data, epoch):
            size = len(targets)
            images, targets = to_tensors(
                images[RANK::WORLD], targets[RANK::WORLD], device
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
        if WORLD > 1:
            dist.all_reduce(sums)
        loss, accuracy = (sums / len(data.items)).tolist()
        validation_loss, validation_accuracy = evaluate(
            network, data, data.validation, device
        )
        if best is None or validation_loss < best:
            best, waited = validation_loss, 0
            best_state = copy.deepcopy(network.state_dict())
        else:
            waited += 1
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "done": done,
            "stopping": (best, waited),
            "best": best_state,
        }
        figures = {
            "loss": loss,
            "accuracy": accuracy,
            "validation_loss": validation_loss,
            "validation_accuracy": validation_accuracy,
        }
        begun = epoch + 1
        progress.keep(begun, figures, state)
    network.load_state_dict(best_state)
    return begun, state


NAMES = [
    "filters_l1",
    "kernel_size_l1",
    "filters_l3",
    "kernel_size_l3",
    "filters_l6",
    "kernel_size_l6",
    "rate_l5",
    "rate_l8",
    "rate_l11",
    "units_l10",
    "learning_rate",
]
RESULT_COLUMNS = [
    "seed",
    "epochs",
    "validation_accuracy",
    "validation_loss",
    "seconds",
    "status",
    "cause",
]


def search_space():
    """What trials may have. Values of layers left out have no effect."""
    return {
        "filters_l1": tune.choice([16, 32]),
        "kernel_size_l1": tune.choice([3, 4]),
        "filters_l3": tune.choice([32, 64]),
        "kernel_size_l3": tune.choice([3, 4]),
        "filters_l6": tune.choice([64, 128]),
        "kernel_size_l6": tune.choice([3, 4]),
        "rate_l5": tune.quniform(0.0, 0.4, 0.1),
        "rate_l8": tune.quniform(0.0, 0.4, 0.1),
        "rate_l11": tune.quniform(0.0, 0.4, 0.1),
        "units_l10": tune.qrandint(128, 512, 32),
        "learning_rate": tune.choice([0.001, 0.0001]),
    }


def use(values):
    """Set what a trial decides."""
    global LEARNING_RATE
    LEARNING_RATE = values["learning_rate"]


class Progress:
    """What a trial tells Ray Tune after each epoch, and goes on from."""

    def __init__(self):
        self.seconds = 0.0
        self.began = time.time()

    def load(self):
        """What an interrupted trial has kept; None for a new one."""
        checkpoint = tune.get_checkpoint()
        if checkpoint is None:
            return None
        with checkpoint.as_directory() as folder:
            kept = torch.load(Path(folder) / "trial.pt", map_location="cpu")
        self.seconds = kept["seconds"]
        return kept

    def keep(self, epoch, figures, state):
        """Tell how an epoch went, and keep where training is."""
        seconds = self.seconds + time.time() - self.began
        with tempfile.TemporaryDirectory() as folder:
            kept = {**state, "epoch": epoch, "seconds": seconds}
            torch.save(kept, Path(folder) / "trial.pt")
            checkpoint = tune.Checkpoint.from_directory(folder)
            times = {"epoch": epoch, "seconds": seconds}
            tune.report({**figures, **times}, checkpoint=checkpoint)


def trial(values, data):
    """Build, train and validate the network of a trial."""
    use(values)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(SEED)
    network = Network(values)
    initialize(network)
    network.to(device)
    progress = Progress()
    epochs, state = train(network, data, device, progress)
    # Early stopping may have gone back to another epoch's weights.
    loss, accuracy = evaluate(network, data, data.validation, device)
    figures = {"validation_loss": loss, "validation_accuracy": accuracy}
    progress.keep(epochs, figures, state)


def write_results(results, path):
    """Write a line for each trial, which Atelier reads."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*NAMES, *RESULT_COLUMNS])
        for result in results:
            # A trial that failed has no figures; Atelier tells its cause.
            figures = {} if result.error else result.metrics
            figures = {
                **figures,
                "seed": SEED,
                "epochs": figures.get("epoch", ""),
                "status": "failed" if result.error else "finished",
                "cause": str(result.error or "").strip().split("\n")[-1],
            }
            cells = [result.config.get(name, "") for name in NAMES]
            told = [figures.get(name, "") for name in RESULT_COLUMNS]
            writer.writerow([*cells, *told])


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
        "--results",
        type=Path,
        default=Path("b6_search_cnn_ray_tune"),
        help="folder that keeps the trials",
    )
    parser.add_argument(
        "--trials", type=int, default=4, help="at most so many at once"
    )
    parser.add_argument(
        "--cpus", type=float, default=1, help="processors of each trial"
    )
    parser.add_argument(
        "--gpus", type=float, default=0, help="graphics cards of each trial"
    )
    options = parser.parse_args()
    data = prepare(options.data, options.split)
    print(f"Classes: {', '.join(CLASS_NAMES)}")
    trainable = tune.with_resources(
        tune.with_parameters(trial, data=data),
        {"cpu": options.cpus, "gpu": options.gpus},
    )
    folder = options.results.resolve()
    if tune.Tuner.can_restore(str(folder / "search")):
        tuner = tune.Tuner.restore(
            str(folder / "search"), trainable, resume_unfinished=True
        )
    else:
        tuner = tune.Tuner(
            trainable,
            param_space=search_space(),
            tune_config=tune.TuneConfig(
                metric="validation_accuracy",
                mode="max",
                max_concurrent_trials=options.trials,
                num_samples=5,
                # A Gaussian process over the trials that have ended.
                search_alg=OptunaSearch(
                    sampler=optuna.samplers.GPSampler(seed=1)
                ),
            ),
            run_config=tune.RunConfig(
                name="search",
                storage_path=str(folder),
                checkpoint_config=tune.CheckpointConfig(num_to_keep=1),
            ),
        )
    results = tuner.fit()
    path = folder.with_suffix(".csv")
    write_results(results, path)
    if results.num_errors < len(results):
        print(f"Best: {results.get_best_result().config}")
    print(f"Results: {path}")


if __name__ == "__main__":
    main()
