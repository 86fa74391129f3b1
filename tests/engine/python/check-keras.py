"""Runs generated Keras programs on a tiny data set and writes what they say as JSON.

Usage: check-keras.py CASES ANSWERS. CASES is JSON: a list of {script, weights, data, steps}; one process, since Keras takes its time to load.
"""

import contextlib
import importlib.util
import inspect
import io
import json
import pathlib
import sys

import keras
import numpy as np


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Losses(keras.callbacks.Callback):
    """The loss of each batch, from the running means that Keras tells of an epoch."""

    def __init__(self, sizes):
        super().__init__()
        self.sizes = sizes
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.images = 0
        self.sum = 0.0

    def on_train_batch_end(self, batch, logs=None):
        size = self.sizes[batch]
        total = logs["loss"] * (self.images + size)
        self.losses.append((total - self.sum) / size)
        self.images += size
        self.sum = total


def answer(case):
    program = load(case["script"])
    data = program.prepare(pathlib.Path(case["data"]), None)
    keras.utils.set_random_seed(1)
    model = program.build_model()
    program.load_weights(model, case["weights"])
    again = pathlib.Path(case["weights"]).with_suffix(".again.npz")
    program.save_weights(model, again)
    before, after = np.load(case["weights"]), np.load(again)
    size = program.BATCH_SIZE
    sizes = [min(size, len(data.items) - first) for first in range(0, len(data.items), size)]
    # A schedule by step wants to know how many steps an epoch has.
    takes_steps = len(inspect.signature(program.compile_model).parameters) > 1
    program.compile_model(model, *([len(sizes)] if takes_steps else []))
    images, targets = program.inputs(data, data.test)[:2]
    loss, accuracy = model.evaluate(images, targets, batch_size=500, verbose=0)
    answers = model.predict(images, batch_size=500, verbose=0)
    # A number is predicted instead of a class.
    is_number = hasattr(data, "values")
    answers = data.mean + data.deviation * answers[:, 0] if is_number else program.probabilities(answers)
    watch = Losses(sizes)
    fit = model.fit
    model.fit = lambda *args, callbacks=(), **options: fit(*args, callbacks=[*callbacks, watch], **options)
    with contextlib.redirect_stdout(io.StringIO()):
        program.train(model, data)
    return {
        "parameters": int(sum(np.prod(weight.shape) for weight in model.trainable_weights)),
        "roundTrip": before.files == after.files and all(np.array_equal(before[name], after[name]) for name in before.files),
        "probabilities": np.ravel(answers).tolist(),
        "evaluation": [float(loss), float(accuracy)],
        "losses": [float(loss) for loss in watch.losses[: case["steps"]]],
    }


def main(cases, answers):
    with open(cases) as file:
        found = [answer(case) for case in json.load(file)]
    with open(answers, "w") as file:
        json.dump(found, file)


main(*sys.argv[1:])
