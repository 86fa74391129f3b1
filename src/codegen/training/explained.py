def explained(left, variance):
    """The share of a variance that is not left, as scikit-learn has it."""
    if variance == 0:
        return float(left == 0)
    return 1 - left / variance
