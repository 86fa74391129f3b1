class LSTM(Recurrent):
    """Keras's LSTM: gates i, f, c and o with one bias."""

    def __init__(
        self, features, units, activation, gate, sequences, bias=True
    ):
        super().__init__(features, units, 4, sequences, bias)
        self.activation, self.gate = activation, gate

    def step(self, sums, output, memory):
        sums = sums + output @ self.recurrent_kernel
        i, f, c, o = sums.chunk(4, dim=1)
        memory = self.gate(f) * memory + self.gate(i) * self.activation(c)
        return self.gate(o) * self.activation(memory), memory
