"""Runs generated Keras Tuner programs with a stand-in for Keras Tuner, and prints what their trials return as JSON.

Usage: check-keras-trial.py CASES. CASES is JSON: a list of {script, data, results}. The stand-in tries one trial, with the last of the values in the space;
as Hyperband it tries one of one epoch, which then goes on to two, and loads what Keras Tuner would have saved in a training of its own.
"""

import contextlib
import csv
import importlib.util
import json
import os
import pathlib
import sys
import types

trials = []


class Hyperparameters:
    """Values that do not count are `None`, as Keras Tuner has them."""

    def __init__(self, values):
        self.values = dict(values)
        self.active = True

    @contextlib.contextmanager
    def conditional_scope(self, name, values):
        self.active = self.values.get(name) in values
        yield
        self.active = True

    def keep(self, name, value):
        if not self.active:
            return None
        return self.values.setdefault(name, value)

    def Int(self, name, _least, most, step=1):
        return self.keep(name, most)

    def Float(self, name, _least, most, step=None, sampling=None):
        return self.keep(name, most)

    def Choice(self, name, values):
        return self.keep(name, values[-1])

    def Boolean(self, name, default=False):
        return self.keep(name, True)


class Tuner:
    def __init__(self, hypermodel, objective, **options):
        self.hypermodel, self.objective, self.options = hypermodel, objective, options

    def search_space_summary(self):
        pass

    results_summary = search_space_summary

    def trial(self, **values):
        trial = types.SimpleNamespace(hyperparameters=Hyperparameters(values))
        result = self.run_trial(trial)
        trials.append({"result": result, "objective": self.objective, "values": trial.hyperparameters.values})

    def run_trial(self, trial, **options):
        model = self.built(trial.hyperparameters)
        return self.hypermodel.fit(trial.hyperparameters, model, callbacks=[], **options)

    def built(self, hp):
        return self.hypermodel.build(hp)

    def search(self):
        self.trial()


class Hyperband(Tuner):
    def search(self):
        self.trial(**{"tuner/epochs": 1, "tuner/initial_epoch": 0})
        self.trial(**{"tuner/epochs": 2, "tuner/initial_epoch": 1, "tuner/trial_id": "0"})

    def run_trial(self, trial, **options):
        epochs = trial.hyperparameters.values["tuner/epochs"]
        return super().run_trial(trial, epochs=epochs, **options)

    def built(self, hp):
        model = super().built(hp)
        if "tuner/trial_id" in hp.values:
            model.load_weights("nothing.weights.h5")
        return model


class HyperModel:
    pass


tuner = types.ModuleType("keras_tuner")
tuner.HyperModel = HyperModel
tuner.Objective = lambda name, direction: [name, direction]
tuner.GridSearch = tuner.RandomSearch = tuner.BayesianOptimization = Tuner
tuner.Hyperband = Hyperband
sys.modules["keras_tuner"] = tuner


def answer(case):
    trials.clear()
    spec = importlib.util.spec_from_file_location("program", case["script"])
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    folder = pathlib.Path(case["results"])
    folder.mkdir()
    os.chdir(folder)
    sys.argv = ["program", "--data", case["data"]]
    with contextlib.redirect_stdout(sys.stderr):
        program.main()
    (file,) = folder.glob("*.csv")
    with file.open(newline="") as lines:
        rows = list(csv.reader(lines))
    return {"trials": list(trials), "rows": rows}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([answer(case) for case in json.load(file)]))
