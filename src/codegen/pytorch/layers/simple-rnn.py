class SimpleRNN(Recurrent):
    """Keras's SimpleRNN."""

    def __init__(self, features, units, activation, sequences, bias=True):
        super().__init__(features, units, 1, sequences, bias)
        self.activation = activation

    def step(self, sums, output, memory):
        return self.activation(sums + output @ self.recurrent_kernel), memory
