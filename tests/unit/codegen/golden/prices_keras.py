"""prices, exported from Atelier for Keras.

House prices, the number +price (€). Layers: Dense, output.
Experiment format 1, seed 1.

    python prices_keras.py
    python prices_keras.py --distribute

Needs Python 3.9, NumPy, and Keras 3 with any backend; --distribute needs one
whose keras.distribution works, such as JAX.

The data are read from house_prices.csv, which Atelier saves (Export code,
"Save the data"), or from the file that --data names.

The split and the order of the rows are the app's own, from the same seed.
First weights are drawn by Keras, from the same distributions; --weights starts
from the app's weights instead.
"""

import argparse
import csv
import json
import math
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
from keras import layers
from keras import ops


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


def build_model():
    """From rows (batch, 6) to a number."""
    return keras.Sequential(
        [
            keras.Input((6,)),
            layers.Dense(
                7,
                activation="tanh",
                kernel_regularizer=keras.regularizers.L2(0.001),
            ),
            layers.Dense(1),  # a number
        ]
    )


def load_weights(model, path):
    """Read the weights w000, w001, ... of an .npz file."""
    file = np.load(path)
    model.set_weights([file[f"w{i:03d}"] for i in range(len(file.files))])


def save_weights(model, path):
    """Write the weights as load_weights reads them."""
    arrays = model.get_weights()
    np.savez(path, **{f"w{i:03d}": array for i, array in enumerate(arrays)})


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
    """Rows and targets as the model takes them."""
    rows = data.inputs[positions]
    return rows, data.targets[positions][:, np.newaxis]


def stream(data):
    """The batches of all epochs, one after the other."""
    for epoch in range(EPOCHS):
        for rows, targets in batches(data, epoch):
            yield rows, targets[:, np.newaxis]


def compile_model(model):
    """Give the model its optimizer, its loss and what is measured."""
    model.compile(
        optimizer=Adam(LEARNING_RATE, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
        loss=keras.losses.MeanSquaredError(),
        metrics=[keras.metrics.R2Score(name="r2")],
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
        verbose=2,
    )


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
        "--distribute",
        action="store_true",
        help="share each batch out over all devices",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path("prices_keras"),
        help="where the model goes, without the ending",
    )
    options = parser.parse_args()
    if options.distribute:
        keras.distribution.set_distribution(keras.distribution.DataParallel())
    data = prepare(options.data, options.split)
    keras.utils.set_random_seed(SEED)
    model = build_model()
    if options.weights is not None:
        load_weights(model, options.weights)
    model.summary()
    train(model, data)
    rows, targets = inputs(data, data.test)
    loss, r2 = model.evaluate(rows, targets, batch_size=500, verbose=0)
    print(f"\nTest: loss {loss:.4f}, R2 {r2:.4f}")
    answers = model.predict(rows, batch_size=500, verbose=0)[:, 0]
    report(data.mean + data.deviation * answers, data.values[data.test])
    # To read it again: keras.models.load_model(path, compile=False).
    model.save(options.save.with_suffix(".keras"))
    save_weights(model, options.save.with_suffix(".npz"))


if __name__ == "__main__":
    main()
