import torch
from torch import nn


class GRU(Recurrent):
    """Keras's GRU: gates z, r and h with two biases.

    The reset gate acts after the product with the recurrent kernel.
    """

    def __init__(
        self, features, units, activation, gate, sequences, bias=True
    ):
        super().__init__(features, units, 3, sequences, False)
        self.activation, self.gate = activation, gate
        self.biases = nn.Parameter(torch.empty(2, 3 * units)) if bias else None

    def step(self, sums, output, memory):
        products = output @ self.recurrent_kernel
        if self.biases is not None:
            sums, products = sums + self.biases[0], products + self.biases[1]
        z, r, new = sums.chunk(3, dim=1)
        own_z, own_r, own_new = products.chunk(3, dim=1)
        z, r = self.gate(z + own_z), self.gate(r + own_r)
        new = self.activation(new + r * own_new)
        return z * output + (1 - z) * new, memory
