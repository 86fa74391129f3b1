import numpy as np


def cut_out(images, x, y, size):
    """Make a square of each image black, about (x, y)."""
    left, top = x - size // 2, y - size // 2
    height, width = images.shape[1:]
    across = np.arange(width) - left[:, np.newaxis]
    along = np.arange(height) - top[:, np.newaxis]
    columns = (across >= 0) & (across < size)
    rows = (along >= 0) & (along < size)
    square = rows[:, :, np.newaxis] & columns[:, np.newaxis, :]
    return np.where(square, 0, images).astype(np.uint8)
