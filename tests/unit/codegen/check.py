"""Compiles Python files and prints, as JSON, what is wrong with each.

Usage: check.py SIGNATURES FILE ... . Found are names imported or defined for nothing, and arguments that Keras does not have (SIGNATURES, a table of
parameters by name).
"""

import ast
import json
import sys


def main(signatures, *paths):
    with open(signatures) as file:
        known = json.load(file)["parameters"]
    print(json.dumps({path: problems(path, known) for path in paths}))


def problems(path, known):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    tree = ast.parse(text, path)
    compile(tree, path, "exec")
    return unused(tree) + wrong_calls(tree, known)


def unused(tree):
    made = set()
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            made |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            made.add(node.name)
        elif isinstance(node, ast.Assign):
            made |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    locals_ = [name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for name in unused_locals(node)]
    return [f"{name} is not used" for name in sorted(made - used)] + locals_


def unused_locals(function):
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    outer = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
    return [f"{name} in {function.name} is not used" for name in sorted(written - read - outer - {"_"})]


def wrong_calls(tree, known):
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        for short in ("layers.", "ops."):
            if name.startswith(short):
                name = "keras." + name
        if not name.startswith("keras.") and name not in known:
            continue
        if name.startswith("keras.models.") or name not in known:
            found.append(f"{name} is in no table")
            continue
        parameters = known[name]
        if len(node.args) > len(parameters):
            found.append(f"{name} takes {len(parameters)} arguments")
        taken = parameters[: len(node.args)]
        optimizers = ["clipnorm", "clipvalue", "global_clipnorm"] if ".optimizers." in name else []
        for keyword in node.keywords:
            if keyword.arg not in parameters + optimizers or keyword.arg in taken:
                found.append(f"{name} has no {keyword.arg}")
    return found


def dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


main(*sys.argv[1:])
