"""Runs trials of generated Ray Tune programs with stand-ins for Ray Tune and Optuna, and prints what they report as JSON.

Usage: check-ray-trial.py CASES. CASES is JSON: a list of {script, data}. Each trial has the last of the values in its space, is trained once to the end,
and once more from what it kept after its first epoch.
"""

import importlib.util
import json
import pathlib
import shutil
import sys
import tempfile
import types

import numpy as np
import torch

torch.set_num_threads(1)
# By the rules of NumPy 2, which a program may meet, also where NumPy is older.
if hasattr(np, "_set_promotion_state"):
    np._set_promotion_state("weak")

kept = None
reports = []


class Checkpoint:
    def __init__(self, folder):
        self.folder = folder

    @classmethod
    def from_directory(cls, folder):
        return cls(shutil.copytree(folder, tempfile.mkdtemp(), dirs_exist_ok=True))

    def as_directory(self):
        return self

    def __enter__(self):
        return self.folder

    def __exit__(self, *_):
        pass


def report(figures, checkpoint):
    reports.append({"figures": figures, "checkpoint": checkpoint})


def last_of_list(values):
    return values[-1]


def last_of_range(least, most, *_):
    return most


tune = types.ModuleType("ray.tune")
tune.Checkpoint = Checkpoint
tune.get_checkpoint = lambda: kept
tune.report = report
tune.choice = tune.grid_search = last_of_list
tune.uniform = tune.loguniform = tune.quniform = tune.qrandint = last_of_range
tune.randint = lambda least, end: end - 1


def stand_in(name, **contents):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(contents)


stand_in("ray", tune=tune)
sys.modules["ray.tune"] = tune
stand_in("ray.tune.schedulers", ASHAScheduler=None)
stand_in("ray.tune.search")
stand_in("ray.tune.search.basic_variant", BasicVariantGenerator=None)
stand_in("ray.tune.search.optuna", OptunaSearch=None)
stand_in("optuna")


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(program, values, data):
    reports.clear()
    program.trial(values, data)
    return [one["figures"] for one in reports]


def answer(case):
    global kept
    kept = None
    program = load(case["script"])
    data = program.prepare(pathlib.Path(case["data"]), None)
    values = program.search_space()
    whole = told(program, values, data)
    kept = reports[0]["checkpoint"]
    resumed = told(program, values, data)
    network = program.Network(values)
    parameters = sum(tensor.numel() for tensor in network.parameters())
    return {"values": values, "parameters": parameters, "whole": whole, "resumed": resumed}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([answer(case) for case in json.load(file)]))
