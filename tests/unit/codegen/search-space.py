"""Runs the function `search_space` of a file with a stand-in for Keras Tuner's hyperparameters, and prints what it declares as JSON."""

import contextlib
import json
import sys

declared = {}
scope = None


class Hyperparameters:
    @contextlib.contextmanager
    def conditional_scope(self, name, values):
        global scope
        scope = [name, values]
        yield
        scope = None

    def declare(self, name, **what):
        declared[name] = {**what, "scope": scope}

    def Int(self, name, low, high, step=1):
        self.declare(name, kind="Int", min=low, max=high, step=step)

    def Float(self, name, low, high, step=None, sampling=None):
        self.declare(name, kind="Float", min=low, max=high, step=step)

    def Choice(self, name, values):
        self.declare(name, kind="Choice", values=values)

    def Boolean(self, name, default=False):
        self.declare(name, kind="Boolean")


names = {}
with open(sys.argv[1], encoding="utf-8") as file:
    exec(file.read(), names)
names["search_space"](Hyperparameters())
print(json.dumps(declared))
