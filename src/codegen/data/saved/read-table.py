import csv

import numpy as np


def read(path):
    """The cells of each column by its name, and those of the target."""
    if not path.exists():
        raise SystemExit(f"{path} is missing. Atelier saves it: Export code.")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != TRAIN_ROWS + TEST_ROWS:
        raise SystemExit(f"{path} has {len(rows)} rows and is another table.")
    columns = {name: cells(rows, name, COLUMNS[name]) for name in COLUMNS}
    return columns, cells(rows, *TARGET)


def cells(rows, name, levels):
    """Numbers, or positions among the levels; NaN where one is missing."""
    if levels is None:
        return np.array([float(row[name] or "nan") for row in rows])
    places = {"": np.nan}
    places.update((level, place) for place, level in enumerate(levels))
    return np.array([places[row[name]] for row in rows], np.float64)
