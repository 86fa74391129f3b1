import numpy as np


def report(probabilities, targets):
    """Print the scores of each class and the confusion matrix."""
    count = len(CLASS_NAMES)
    matrix = np.zeros((count, count), np.int64)
    np.add.at(matrix, (targets, probabilities.argmax(axis=1)), 1)
    support = matrix.sum(axis=1)
    precision = np.diag(matrix) / np.maximum(matrix.sum(axis=0), 1)
    recall = np.diag(matrix) / np.maximum(support, 1)
    both = precision + recall
    f1 = 2 * precision * recall / np.where(both == 0, 1, both)
    scores = np.stack([precision, recall, f1], axis=1)
    share = support / max(1, support.sum())
    rows = [
        *zip(CLASS_NAMES, scores, support),
        ("macro avg", scores.mean(axis=0), support.sum()),
        ("weighted avg", share @ scores, support.sum()),
    ]
    width = max(len(name) for name, _, _ in rows)
    print(f"\n{'':{width}}  precision  recall      f1  support")
    for name, (a, b, c), images in rows:
        print(f"{name:{width}}  {a:9.3f}  {b:6.3f}  {c:6.3f}  {images:7}")
    print("\nConfusion matrix (rows: true classes, columns: predicted)")
    for name, row in zip(CLASS_NAMES, matrix):
        print(f"{name:{width}}  " + " ".join(f"{images:6}" for images in row))
