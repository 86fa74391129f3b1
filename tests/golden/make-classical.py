"""Writes files/classical.json: what scikit-learn's classical models say of small made-up images, to hold src/engine/classical to it.

Run with Debian's python3-sklearn: /usr/bin/python3 tests/golden/make-classical.py
A tree is only kept where no two splits are equally good: twenty orders of trying pixels have to give the same tree.
"""

import base64
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

SIDE = 8
CLASSES = 4
TRAIN, ASKED = 240, 80
WEIGHTS = [1.0, 2.5, 0.5, 1.0]


def images(random, labels):
    """A blurred pattern for each class, lit differently in each image, under noise, with black pixels."""
    patterns = np.random.default_rng(11).integers(-60, 150, (CLASSES, SIDE * SIDE))
    light = random.uniform(0.4, 1.2, (len(labels), 1))
    noise = random.normal(0, 55, (len(labels), SIDE * SIDE))
    return np.clip(patterns[labels] * light + noise, 0, 255).astype(np.uint8)


def text(array):
    return base64.b64encode(array.astype(np.uint8).tobytes()).decode()


def rounded(array, digits=6):
    return np.round(array, digits).ravel().tolist()


def logistic(x, y, asked, C, weights=None):
    model = LogisticRegression(C=C, tol=1e-9, max_iter=100_000, class_weight=weights).fit(x / 255, y)
    return {"C": C, "classes": sorted(set(y.tolist())), "weights": weights and WEIGHTS, "probabilities": rounded(model.predict_proba(asked / 255))}


def neighbours(x, y, asked, k, weights):
    model = KNeighborsClassifier(k, weights=weights, algorithm="brute").fit(x.astype(float), y)
    return {"k": k, "weights": weights, "predicted": model.predict(asked.astype(float)).tolist(), "probabilities": rounded(model.predict_proba(asked.astype(float)))}


def tree(x, y, asked, depth, leaf, weights=None):
    fits = [DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, class_weight=weights, random_state=s).fit(x, y) for s in range(20)]
    trees = [fit.tree_ for fit in fits]
    for other in trees:
        assert np.array_equal(other.feature, trees[0].feature) and np.array_equal(other.threshold, trees[0].threshold), "ties"
    first = trees[0]
    return {
        "maxDepth": depth,
        "minSamplesLeaf": leaf,
        "weights": weights and WEIGHTS,
        "features": first.feature.tolist(),
        "thresholds": np.floor(first.threshold).astype(int).tolist(),
        "otherwise": first.children_right.tolist(),
        "probabilities": rounded(fits[0].predict_proba(asked)),
    }


def main():
    random = np.random.default_rng(5)
    labels = random.choice(CLASSES, TRAIN + ASKED, p=[0.4, 0.2, 0.2, 0.2])
    pixels = images(random, labels)
    x, y, asked = pixels[:TRAIN], labels[:TRAIN], pixels[TRAIN:]
    pair = y < 2
    by_class = dict(enumerate(WEIGHTS))
    golden = {
        "made": f"scikit-learn {sklearn.__version__}",
        "side": SIDE,
        "pixels": text(pixels),
        "labels": text(labels),
        "train": TRAIN,
        "logistic": [logistic(x, y, asked, 1.0), logistic(x, y, asked, 0.05, by_class), logistic(x[pair], y[pair], asked, 0.5)],
        "neighbours": [neighbours(x, y, asked, k, weights) for k in (1, 4, 5) for weights in ("uniform", "distance")],
        "trees": [tree(x, y, asked, 3, 5), tree(x, y, asked, 5, 8), tree(x, y, asked, 2, 1, by_class), tree(x, y, asked, 3, 5, by_class)],
    }
    path = pathlib.Path(__file__).parent / "files" / "classical.json"
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
