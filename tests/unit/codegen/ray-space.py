"""Runs the function `search_space` of a file with a stand-in for Ray Tune, and prints what it declares as JSON."""

import json
import sys
import types


def declare(kind, *names):
    return lambda *values: {"kind": kind, **dict(zip(names, values))}


tune = types.SimpleNamespace(
    choice=declare("choice", "values"),
    grid_search=declare("choice", "values"),
    uniform=declare("uniform", "min", "max"),
    loguniform=declare("loguniform", "min", "max"),
    quniform=declare("quniform", "min", "max", "step"),
    randint=declare("randint", "min", "end"),
    qrandint=declare("qrandint", "min", "max", "step"),
)
names = {"tune": tune}
with open(sys.argv[1], encoding="utf-8") as file:
    exec(file.read(), names)
print(json.dumps(names["search_space"]()))
