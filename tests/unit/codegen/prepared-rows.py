"""Runs what programs make of the rows of a table, and prints it as JSON: the inputs and the targets of each program.

Usage: prepared-rows.py DATA PROGRAM ... . Left out of each program are its classes and what needs a library other than NumPy, so that it runs
without Keras, PyTorch and the tuners.
"""

import ast
import json
import pathlib
import sys


def is_needed(node):
    if isinstance(node, ast.Import):
        return node.names[0].name in {*sys.stdlib_module_names, "numpy"}
    if isinstance(node, ast.ImportFrom):
        return node.module.split(".")[0] in sys.stdlib_module_names
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list
    return isinstance(node, ast.Assign)


def prepared(path, data):
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    tree.body = [node for node in tree.body if is_needed(node)]
    names = {}
    exec(compile(tree, path, "exec"), names)
    rows = names["prepare"](pathlib.Path(data), None)
    return {"inputs": rows.inputs.tolist(), "targets": rows.targets.tolist()}


def main(data, *paths):
    print(json.dumps([prepared(path, data) for path in paths]))


main(*sys.argv[1:])
