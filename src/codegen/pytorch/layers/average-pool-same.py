import torch
import torch.nn.functional as F


def average_pool_same(x, size, padding, stride=None):
    """Average pooling with padding "same" as in Keras.

    The odd row and column go after the map, and padding does not count.
    """
    inside = F.pad(torch.ones_like(x[:1, :1]), padding)
    return F.avg_pool2d(F.pad(x, padding), size, stride) / F.avg_pool2d(
        inside, size, stride
    )
