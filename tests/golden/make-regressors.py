"""Writes files/regressors.json: what scikit-learn's models predict for rows of a small random table, to hold src/engine/classical/regressors to it.

Needs scikit-learn: python3 tests/golden/make-regressors.py
Inputs are multiples of 1/4096 (exact as 32-bit floats) with a one-hot column of three; no two rows are alike, so that no split is a tie.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import r2_score
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

random = np.random.default_rng(3)
TRAIN, TEST = 160, 60
numbers = np.round(random.normal(size=(TRAIN + TEST, 3)) * 4096) / 4096
levels = random.integers(0, 3, TRAIN + TEST)
inputs = np.hstack([numbers, np.eye(3)[levels]])
truth = 3 * numbers[:, 0] - numbers[:, 1] ** 2 + 4 * (levels == 1) + random.normal(size=TRAIN + TEST)
X, y, Z = inputs[:TRAIN], truth[:TRAIN], inputs[TRAIN:]

models = {
    "mean": None,
    "linearRegression": LinearRegression(),
    "ridge": Ridge(alpha=7.5),
    "nearestUniform": KNeighborsRegressor(3),
    "nearestDistance": KNeighborsRegressor(4, weights="distance"),
    "tree": DecisionTreeRegressor(max_depth=4, min_samples_leaf=3, random_state=1),
}
predictions = {name: (model.fit(X, y).predict(Z) if model else np.full(TEST, y.mean())).tolist() for name, model in models.items()}
forest = [r2_score(truth[TRAIN:], RandomForestRegressor(100, random_state=seed).fit(X, y).predict(Z)) for seed in range(5)]
path = pathlib.Path(__file__).parent / "files" / "regressors.json"
path.write_text(
    json.dumps({"sklearn": sklearn.__version__, "train": TRAIN, "inputs": inputs.tolist(), "truth": truth.tolist(), "predictions": predictions, "forest": forest}) + "\n"
)
