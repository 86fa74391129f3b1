"""b6-search-cnn, exported from Atelier for Keras Tuner.

Fashion-MNIST, 10 classes. Layers: Conv2D, MaxPooling2D, Conv2D, MaxPooling2D,
Dropout, Conv2D, MaxPooling2D, Dropout, Flatten, Dense, Dropout, output.
Experiment format 1, seed 1.

    python b6_search_cnn_keras_tuner.py

Searches; run again, it goes on where it was. Writes a line for each trial to
a CSV file, which the study in Atelier takes with "Add results".

Needs Python 3.9, NumPy, Keras 3 with any backend, and Keras Tuner.

The data files are read from the folder data, or from the one that --data
names, and downloaded where they are missing.

The split, the order of the images and their changes are the app's own, from
the same seed. First weights and dropout are drawn by Keras, from the same
distributions.
"""

import argparse
import csv
import gzip
import hashlib
import json
import math
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import keras
import keras_tuner
import numpy as np
from keras import layers
from keras import ops


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


class Adam(keras.optimizers.Adam):
    """Adam with epsilon added after the bias correction.

    So it stands in the paper (Kingma and Ba, algorithm 1); Keras adds it
    before.
    """

    def update_step(self, gradient, variable, learning_rate):
        index = self._get_variable_index(variable)
        mean, square = self._momentums[index], self._velocities[index]
        updates = ops.cast(self.iterations + 1, variable.dtype)
        self.assign_add(mean, (gradient - mean) * (1 - self.beta_1))
        self.assign_add(
            square, (ops.square(gradient) - square) * (1 - self.beta_2)
        )
        rate = learning_rate / (1 - ops.power(self.beta_1, updates))
        root = ops.sqrt(square / (1 - ops.power(self.beta_2, updates)))
        self.assign_sub(variable, rate * mean / (root + self.epsilon))


def inputs(data, positions):
    """Images and classes as the model takes them."""
    images = scale(data.pixels[positions])[..., np.newaxis]
    return images, data.targets[positions]


def stream(data):
    """The batches of all epochs, one after the other."""
    for epoch in range(EPOCHS):
        for images, targets in batches(data, epoch):
            images = scale(images)[..., np.newaxis]
            yield images, targets


def compile_model(model):
    """Give the model its optimizer, its loss and what is measured."""
    model.compile(
        optimizer=Adam(LEARNING_RATE, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[keras.metrics.SparseCategoricalAccuracy("accuracy")],
    )


def train(model, data):
    steps = math.ceil(len(data.items) / BATCH_SIZE)
    compile_model(model)
    model.fit(
        stream(data),
        steps_per_epoch=steps,
        epochs=EPOCHS,
        validation_data=inputs(data, data.validation),
        validation_batch_size=500,
        callbacks=[
            keras.callbacks.EarlyStopping(
                monitor="val_loss",
                mode="min",
                patience=10,
                min_delta=0,
                restore_best_weights=True,
            ),
        ],
        verbose=2,
    )


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
]


def search_space(hp):
    """The values of a trial. Those that do not count have no effect."""
    values = {}
    values["filters_l1"] = hp.Choice("filters_l1", [16, 32])
    values["kernel_size_l1"] = hp.Choice("kernel_size_l1", [3, 4])
    values["filters_l3"] = hp.Choice("filters_l3", [32, 64])
    values["kernel_size_l3"] = hp.Choice("kernel_size_l3", [3, 4])
    values["filters_l6"] = hp.Choice("filters_l6", [64, 128])
    values["kernel_size_l6"] = hp.Choice("kernel_size_l6", [3, 4])
    values["rate_l5"] = hp.Float("rate_l5", 0.0, 0.4, step=0.1)
    values["rate_l8"] = hp.Float("rate_l8", 0.0, 0.4, step=0.1)
    values["rate_l11"] = hp.Float("rate_l11", 0.0, 0.4, step=0.1)
    values["units_l10"] = hp.Int("units_l10", 128, 512, step=32)
    values["learning_rate"] = hp.Choice("learning_rate", [0.001, 0.0001])
    return values


def build_model(values):
    """From images (batch, 28, 28, 1) to logits."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(
                values["filters_l1"],
                values["kernel_size_l1"],
                padding="same",
                activation="relu",
            ),
            layers.MaxPooling2D(2),
            layers.Conv2D(
                values["filters_l3"],
                values["kernel_size_l3"],
                padding="same",
                activation="relu",
            ),
            layers.MaxPooling2D(2),
            layers.Dropout(values["rate_l5"]),
            layers.Conv2D(
                values["filters_l6"],
                values["kernel_size_l6"],
                padding="same",
                activation="relu",
            ),
            layers.MaxPooling2D(2),
            layers.Dropout(values["rate_l8"]),
            layers.Flatten(),
            layers.Dense(values["units_l10"], activation="relu"),
            layers.Dropout(values["rate_l11"]),
            layers.Dense(10),  # logits
        ]
    )


def use(values, epochs):
    """Set what a trial decides; Hyperband says how many epochs."""
    global EPOCHS, LEARNING_RATE
    LEARNING_RATE = values["learning_rate"]
    if epochs is not None:
        EPOCHS = epochs


class Search(keras_tuner.HyperModel):
    """Builds and trains the network of a trial, and writes its line."""

    def __init__(self, data, results):
        super().__init__()
        self.data = data
        self.results = results

    def build(self, hp):
        keras.utils.set_random_seed(SEED)
        return build_model(search_space(hp))

    def fit(self, hp, model, **options):
        values = search_space(hp)
        use(values, options.get("epochs"))
        began = time.time()
        train(model, self.data)
        seconds = time.time() - began
        images, targets = inputs(self.data, self.data.validation)
        loss, accuracy = model.evaluate(
            images, targets, batch_size=500, verbose=0
        )
        self.write(values, loss, accuracy, seconds)
        return {"val_loss": loss, "val_accuracy": accuracy}

    def write(self, values, loss, accuracy, seconds):
        """Add a line to the results, which Atelier reads as trials."""
        is_new = not self.results.exists()
        with self.results.open("a", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow([*NAMES, *RESULT_COLUMNS])
            cells = [values.get(name, "") for name in NAMES]
            figures = [SEED, EPOCHS, accuracy, loss, f"{seconds:.1f}"]
            writer.writerow([*cells, *figures])


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
    options = parser.parse_args()
    data = prepare(options.data, options.split)
    print(f"Classes: {', '.join(CLASS_NAMES)}")
    search = Search(data, Path("b6_search_cnn_keras_tuner.csv"))
    tuner = keras_tuner.BayesianOptimization(
        search,
        objective=keras_tuner.Objective("val_accuracy", "max"),
        max_trials=5,
        seed=1,
        overwrite=False,
        directory="b6_search_cnn_keras_tuner",
        project_name="search",
    )
    tuner.search_space_summary()
    tuner.search()
    tuner.results_summary()


if __name__ == "__main__":
    main()
