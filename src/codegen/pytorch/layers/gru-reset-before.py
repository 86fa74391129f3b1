class GRUResetBefore(Recurrent):
    """Keras's GRU with reset_after=False: gates z, r and h with one bias.

    The reset gate acts before the product with the recurrent kernel;
    PyTorch's own GRU has it after.
    """

    def __init__(
        self, features, units, activation, gate, sequences, bias=True
    ):
        super().__init__(features, units, 3, sequences, bias)
        self.activation, self.gate = activation, gate

    def step(self, sums, output, memory):
        kernel, last = self.recurrent_kernel.split(2 * self.units, dim=1)
        x, x_last = sums.split(2 * self.units, dim=1)
        z, r = map(self.gate, (x + output @ kernel).chunk(2, dim=1))
        new = self.activation(x_last + (r * output) @ last)
        return z * output + (1 - z) * new, memory
