"""Runs generated PyTorch programs as torchrun starts them, and keeps the weights of each process.

Usage: check-distributed.py CASES. CASES is JSON: a list of {script, data, port, save, options}. The environment says which of how many processes this is;
what it trained is saved beside `save`, with its number in the name.
"""

import importlib.util
import json
import os
import pathlib
import sys

import torch

torch.set_num_threads(1)


def run(case):
    os.environ["MASTER_PORT"] = str(case["port"])
    spec = importlib.util.spec_from_file_location("program", case["script"])
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    train = program.train

    def train_and_keep(network, *arguments):
        train(network, *arguments)
        program.save_weights(network, pathlib.Path(f"{case['save']}-of-{program.WORLD}-{program.RANK}.npz"))

    program.train = train_and_keep
    sys.argv = [case["script"], "--data", case["data"], "--save", f"{case['save']}-of-{program.WORLD}", *case["options"]]
    program.main()


with open(sys.argv[1]) as file:
    for case in json.load(file):
        run(case)
