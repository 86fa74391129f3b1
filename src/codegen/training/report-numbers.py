import numpy as np


def report(predicted, true):
    """Print how far the predicted numbers are from the true ones."""
    errors = true - predicted
    squared = np.mean(errors**2)
    figures = {
        "R2": explained(squared, true.var()),
        "Explained variance": explained(errors.var(), true.var()),
        "RMSE": np.sqrt(squared),
        "MAE": np.abs(errors).mean(),
        "Median absolute error": np.median(np.abs(errors)),
        "MSE": squared,
    }
    print(f"\n{len(true)} rows; errors in {UNIT or 'the unit of the target'}")
    for name, figure in figures.items():
        print(f"{name:21}  {figure:15.4f}")
