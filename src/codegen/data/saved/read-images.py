import numpy as np


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
