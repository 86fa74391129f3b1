"""Writes files/regression.json: what scikit-learn says of random numbers and their predictions, to hold src/metrics/regression.ts to it.

Needs scikit-learn: python3 tests/golden/make-regression.py
Numbers are whole multiples of 1/8, so that they are the same in every language.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")


def eighths(values):
    return np.round(np.asarray(values) * 8) / 8


def finite(value):
    return float(value) if np.isfinite(value) else None


def case(name, truth, predicted):
    truth, predicted = eighths(truth), eighths(predicted)
    return {
        "name": name,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "mse": finite(metrics.mean_squared_error(truth, predicted)),
        "mae": finite(metrics.mean_absolute_error(truth, predicted)),
        "medianAbsoluteError": finite(metrics.median_absolute_error(truth, predicted)),
        "r2": finite(metrics.r2_score(truth, predicted)),
        "explainedVariance": finite(metrics.explained_variance_score(truth, predicted)),
    }


def cases():
    random = np.random.default_rng(7)
    for i in range(40):
        count = int(random.integers(2, 60))
        size = 10.0 ** random.integers(-1, 6)
        shift = size * random.normal() * random.integers(0, 2) * 100
        truth = shift + size * random.normal(size=count)
        noise = size * random.normal(size=count) * random.choice([0, 0.01, 0.3, 1, 5])
        yield case(f"random {i}", truth, truth + noise + size * random.choice([0, 0.5]))
    yield case("constant target, constant error", [5.0] * 6, [7.0] * 6)
    yield case("constant target, met", [5.0] * 6, [5.0] * 6)
    yield case("constant target, errors that differ", [5.0] * 4, [5.0, 6.0, 4.0, 9.0])
    yield case("always the mean", [1.0, 2.0, 3.0, 6.0], [3.0] * 4)
    yield case("one row", [2.0], [3.0])


path = pathlib.Path(__file__).parent / "files" / "regression.json"
path.write_text(json.dumps({"sklearn": sklearn.__version__, "cases": list(cases())}) + "\n")
