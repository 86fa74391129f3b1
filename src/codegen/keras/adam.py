import keras
from keras import ops


class Adam(keras.optimizers.Adam):
    """Adam with epsilon added after the bias correction.

    So it stands in the paper (Kingma and Ba, algorithm 1); Keras adds it
    before.
    """

    def update_step(self, gradient, variable, learning_rate):
        index = self._get_variable_index(variable)
        mean, square = self._momentums[index], self._velocities[index]
        updates = ops.cast(self.iterations + 1, variable.dtype)
        self.assign_add(mean, (gradient - mean) * (1 - self.beta_1))
        self.assign_add(
            square, (ops.square(gradient) - square) * (1 - self.beta_2)
        )
        rate = learning_rate / (1 - ops.power(self.beta_1, updates))
        root = ops.sqrt(square / (1 - ops.power(self.beta_2, updates)))
        self.assign_sub(variable, rate * mean / (root + self.epsilon))
