import torch
from torch import nn


class Recurrent(nn.Module):
    """What recurrent layers share: Keras's weights, and a loop over time."""

    def __init__(self, features, units, gates, sequences, bias):
        super().__init__()
        self.units, self.sequences = units, sequences
        self.kernel = nn.Parameter(torch.empty(features, gates * units))
        self.recurrent_kernel = nn.Parameter(torch.empty(units, gates * units))
        self.bias = nn.Parameter(torch.empty(gates * units)) if bias else None

    def forward(self, x):
        sums = x @ self.kernel
        if self.bias is not None:
            sums = sums + self.bias
        zeros = x.new_zeros(len(x), self.units)
        state, outputs = (zeros, zeros), []
        for step in sums.unbind(dim=1):
            state = self.step(step, *state)
            outputs.append(state[0])
        return torch.stack(outputs, dim=1) if self.sequences else outputs[-1]
