"""Writes files/reports.json: what scikit-learn says of random answers, to hold src/metrics to it.

Run with Debian's python3-sklearn: /usr/bin/python3 tests/golden/make-reports.py
Probabilities are whole numbers of 1/64, so that they are the same in every language, ties are frequent, and sums are exact.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")
PARTS = 64


def answers(random, images, classes, absent, unsaid, skill):
    """Right classes, and probabilities in parts; `absent` classes have no image, `unsaid` ones are never likely."""
    present = [c for c in range(classes) if c not in absent]
    targets = random.choice(present, images)
    weights = random.random((images, classes)) ** 2
    weights[np.arange(images), targets] += skill * random.random(images)
    weights[:, unsaid] = 0
    parts = np.floor(PARTS * weights / weights.sum(axis=1, keepdims=True)).astype(int)
    parts[np.arange(images), weights.argmax(axis=1)] += PARTS - parts.sum(axis=1)
    return targets, parts


def curve(points):
    return [[None if not np.isfinite(value) else float(value) for value in values] for values in points]


def case(name, random, images, classes, absent=(), unsaid=(), skill=1.0):
    targets, parts = answers(random, images, classes, list(absent), list(unsaid), skill)
    probabilities = parts / PARTS
    labels = list(range(classes))
    names = [f"class {label}" for label in labels]
    predicted = probabilities.argmax(axis=1)
    indicator = np.eye(classes, dtype=int)[targets]
    options = {"labels": labels, "target_names": names, "zero_division": 0}
    thresholds = [0.25, 0.5, 0.8]
    ranked = [c for c in labels if 0 < (targets == c).sum() < images]
    top = probabilities.max(axis=1)
    right = (predicted == targets).astype(int)
    share, confidence = calibration_curve(right, top, n_bins=10)
    return {
        "name": name,
        "names": names,
        "targets": targets.tolist(),
        "parts": parts.tolist(),
        "confusion": metrics.confusion_matrix(targets, predicted, labels=labels).tolist(),
        "report": metrics.classification_report(targets, predicted, output_dict=True, **options),
        "text": metrics.classification_report(targets, predicted, **options),
        "text4": metrics.classification_report(targets, predicted, digits=4, **options),
        "thresholded": [
            {
                "threshold": threshold,
                "report": metrics.classification_report(
                    indicator, (probabilities > threshold).astype(int), output_dict=True, **options
                ),
                "text": metrics.classification_report(indicator, (probabilities > threshold).astype(int), **options),
            }
            for threshold in thresholds
        ],
        # Kept away from 0 and 1 by what 32-bit floats resolve, as the probabilities of the app are.
        "logLoss": float(metrics.log_loss(targets, probabilities.astype(np.float32), labels=labels, eps="auto")),
        "roc": [
            {
                "class": c,
                "points": curve(metrics.roc_curve(targets == c, probabilities[:, c])),
                "area": metrics.roc_auc_score(targets == c, probabilities[:, c]),
            }
            for c in ranked
        ],
        "precisionRecall": [
            {
                "class": c,
                "points": curve(metrics.precision_recall_curve(targets == c, probabilities[:, c])),
                "area": metrics.average_precision_score(targets == c, probabilities[:, c]),
            }
            for c in ranked
        ],
        "top2": metrics.top_k_accuracy_score(targets, probabilities, k=2, labels=labels) if classes > 2 else None,
        "kappa": metrics.cohen_kappa_score(targets, predicted, labels=labels),
        "calibration": {"accuracy": share.tolist(), "confidence": confidence.tolist()},
    }


def main():
    random = np.random.default_rng(7)
    cases = [
        case("ten classes", random, 120, 10, skill=2.0),
        case("ten classes, guessing", random, 80, 10, skill=0.2),
        case("three classes", random, 40, 3),
        case("two classes", random, 40, 2),
        case("a class without images", random, 40, 4, absent=[2]),
        case("a class that is never said", random, 40, 4, unsaid=[1]),
        case("a class that is neither there nor said", random, 40, 5, absent=[3], unsaid=[3]),
        case("eight images, many halves", random, 8, 3),
        case("sixteen images", random, 16, 4),
    ]
    where = pathlib.Path(__file__).with_name("files") / "reports.json"
    where.write_text(json.dumps({"scikitLearn": sklearn.__version__, "parts": PARTS, "cases": cases}) + "\n")


main()
