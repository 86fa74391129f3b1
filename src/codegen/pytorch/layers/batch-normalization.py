import torch
import torch.distributed as dist
import torch.distributed.nn
from torch import nn


class BatchNormalization(nn.Module):
    """Batch normalization as in Keras.

    PyTorch's momentum is 1 minus this one, and its moving variance follows
    the unbiased variance; Keras's follows the one that it divides by.
    Processes normalize by the whole batch, not by their share of it.
    """

    def __init__(self, channels, axis, momentum, epsilon):
        super().__init__()
        self.axis, self.momentum, self.epsilon = axis, momentum, epsilon
        self.gamma = nn.Parameter(torch.empty(channels))
        self.beta = nn.Parameter(torch.empty(channels))
        self.register_buffer("moving_mean", torch.empty(channels))
        self.register_buffer("moving_variance", torch.empty(channels))

    def forward(self, x):
        x = x.movedim(self.axis, -1)
        mean, variance = self.moving_mean, self.moving_variance
        if self.training:
            axes = tuple(range(x.dim() - 1))
            count = total(x.new_tensor(x.numel() / x.size(-1)))
            mean = total(x.sum(axes)) / count
            variance = total((x - mean).square().sum(axes)) / count
            with torch.no_grad():
                self.moving_mean.lerp_(mean, 1 - self.momentum)
                self.moving_variance.lerp_(variance, 1 - self.momentum)
        x = (x - mean) * torch.rsqrt(variance + self.epsilon)
        return (self.gamma * x + self.beta).movedim(-1, self.axis)


def total(tensor):
    """The sum over all processes, also on the way back."""
    if not dist.is_initialized():
        return tensor
    return torch.distributed.nn.functional.all_reduce(tensor)
