"""Runs generated PyTorch programs on a tiny data set and writes what they say as JSON.

Usage: check-torch.py CASES ANSWERS. CASES is JSON: a list of {script, weights, split, data, steps, images}; one process, since PyTorch takes its time to load.
"""

import contextlib
import importlib.util
import io
import json
import pathlib
import re
import sys

import numpy as np
import torch

torch.set_num_threads(1)
# By the rules of NumPy 2, which a program may meet, also where NumPy is older.
if hasattr(np, "_set_promotion_state"):
    np._set_promotion_state("weak")
CPU = torch.device("cpu")


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quietly(function, *arguments):
    """What a function prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        function(*arguments)
    return out.getvalue()


def answer(case):
    program = load(case["script"])
    data = program.prepare(pathlib.Path(case["data"]), None)
    divided = program.prepare(pathlib.Path(case["data"]), pathlib.Path(case["split"]))
    network = program.Network()
    program.initialize(network)
    drawn = [float(tensor.double().std(unbiased=False)) for tensor, *_ in program.keras_weights(network)]
    program.load_weights(network, case["weights"])
    again = pathlib.Path(case["weights"]).with_suffix(".again.npz")
    program.save_weights(network, again)
    before, after = np.load(case["weights"]), np.load(again)
    # A number is predicted instead of a class.
    is_number = hasattr(data, "values")
    answers = program.predict(network, data, data.test, CPU)
    evaluation = program.evaluate(network, data, data.test, CPU)
    printed = quietly(program.train, network, data, CPU, case["steps"])
    losses = [float(loss) for loss in re.findall(r"^Step \d+: loss (.+)$", printed, re.M)]
    return {
        "parts": [part.tolist() for part in (data.train, data.validation, data.test)],
        "splitParts": [part.tolist() for part in (divided.train, divided.validation, divided.test)],
        "targets": (np.zeros(len(data.targets), int) if is_number else data.targets).tolist(),
        "parameters": sum(p.numel() for p in network.parameters()),
        "drawn": drawn,
        "roundTrip": before.files == after.files and all(np.array_equal(before[name], after[name]) for name in before.files),
        "probabilities": answers.ravel().tolist(),
        "evaluation": evaluation,
        "losses": losses,
        "report": quietly(program.report, answers, (data.values if is_number else data.targets)[data.test]),
        "changed": changed_pixels(program, data, case["images"]),
        "rates": rates(program, case["rateSteps"]),
    }


def changed_pixels(program, data, path):
    """Of the first epochs' images: the share of pixels that are not the app's, and the largest difference."""
    epochs = 2
    images = [images for epoch in range(epochs) for images, _ in program.batches(data, epoch)]
    found = np.concatenate(images).ravel()
    if found.dtype == np.float32:
        # Rows: sums over columns differ in their last digits.
        differences = np.abs(found - np.fromfile(path, np.float32))
        return {"share": float((differences > 1e-5).mean()), "largest": float(differences.max())}
    differences = np.abs(found.astype(int) - np.fromfile(path, np.uint8).astype(int))
    return {"share": float((differences > 0).mean()), "largest": int(differences.max())}


def rates(program, steps):
    """The learning rate of each of the steps, four an epoch; on plateaus, of validation losses that follow a fixed course."""
    if not hasattr(program, "learning_rate"):
        return None
    if not hasattr(program, "Plateau"):
        return [program.learning_rate(step, 4) for step in steps]
    plateau, found = program.Plateau(program.LEARNING_RATE), []
    for k, step in enumerate(steps):
        found.append(program.learning_rate(step, 4, plateau))
        plateau.look([1.0, 0.5, 0.5, 0.495, 0.6][k % 5])
    return found


def main(cases, answers):
    with open(cases) as file:
        found = [answer(case) for case in json.load(file)]
    with open(answers, "w") as file:
        json.dump(found, file)


main(*sys.argv[1:])
