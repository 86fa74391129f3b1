import numpy as np


def affine(a=1.0, b=0.0, right=0.0, c=0.0, d=1.0, down=0.0):
    """Maps from places in a changed image to places in the original.

    The pixel at (x, y) from the middle shows what lies at
    (a * x + b * y + right, c * x + d * y + down), y downwards.
    """
    numbers = np.broadcast_arrays(a, b, right, c, d, down, 0.0, 0.0, 1.0)
    return np.stack(numbers, axis=-1).reshape(-1, 3, 3)


def resample(images, maps):
    """Draw each image through its map: bilinear, black outside."""
    height, width = images.shape[1:]
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    x = np.arange(width)[np.newaxis, :] - middle_x
    y = np.arange(height)[:, np.newaxis] - middle_y
    a, b, right, c, d, down = (
        maps[:, row, column, np.newaxis, np.newaxis]
        for row in range(2)
        for column in range(3)
    )
    u = np.clip(a * x + (b * y + right + (middle_x + 1)), 0, width + 1)
    v = np.clip(c * x + (d * y + down + (middle_y + 1)), 0, height + 1)
    left, top = u.astype(np.int64), v.astype(np.int64)
    u, v = u - left, v - top
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2))).astype(np.float64)
    image = np.arange(len(images))[:, np.newaxis, np.newaxis]
    above, below = (
        padded[image, row, left] * (1 - u) + padded[image, row, left + 1] * u
        for row in (top, top + 1)
    )
    return (above * (1 - v) + below * v + 0.5).astype(np.uint8)
