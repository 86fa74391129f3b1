"""colors, exported from Atelier for Keras.

Colored shapes, 3 classes. Layers: Conv2D, MaxPooling2D, Flatten, Dense,
output.
Experiment format 1, seed 1.

    python colors_keras.py
    python colors_keras.py --distribute

Needs Python 3.9, NumPy, and Keras 3 with any backend; --distribute needs one
whose keras.distribution works, such as JAX.

The data are read from colored_shapes.npz, which Atelier saves (Export code,
"Save the data"), or from the file that --data names.

The split, the order of the images and their changes are the app's own, from
the same seed. First weights are drawn by Keras, from the same distributions;
--weights starts from the app's weights instead.
"""

import argparse
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
CLASS_NAMES = ["ball", "box", "cone"]


# The arrays of the data file: images as bytes, and the label of each.
ARRAYS = {
    "x_train": (48, 10, 12, 3),
    "y_train": (48,),
    "x_test": (15, 10, 12, 3),
    "y_test": (15,),
}


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


def build_model():
    """From images (batch, 10, 12, 3) to logits."""
    return keras.Sequential(
        [
            keras.Input((10, 12, 3)),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(6, activation="tanh"),
            layers.Dense(3),  # logits
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
    """Images and classes as the model takes them."""
    images = scale(data.pixels[positions], data)
    return images, data.targets[positions]


def stream(data):
    """The batches of all epochs, one after the other."""
    for epoch in range(EPOCHS):
        for images, targets in batches(data, epoch):
            images = scale(images, data)
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
        verbose=2,
    )


def probabilities(logits):
    """The probability of each class."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


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
        "--distribute",
        action="store_true",
        help="share each batch out over all devices",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path("colors_keras"),
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
    images, targets = inputs(data, data.test)
    loss, accuracy = model.evaluate(images, targets, batch_size=500, verbose=0)
    print(f"\nTest: loss {loss:.4f}, accuracy {accuracy:.2%}")
    answers = probabilities(model.predict(images, batch_size=500, verbose=0))
    report(answers, data.targets[data.test])
    # To read it again: keras.models.load_model(path, compile=False).
    model.save(options.save.with_suffix(".keras"))
    save_weights(model, options.save.with_suffix(".npz"))


if __name__ == "__main__":
    main()
