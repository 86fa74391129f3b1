import torch


class Nadam(torch.optim.Optimizer):
    """Nadam as in Keras (Dozat 2016).

    PyTorch's own lets its momentum rise 250 times more slowly.
    """

    def __init__(self, parameters, lr, betas, epsilon):
        super().__init__(parameters, {"lr": lr})
        self.betas, self.epsilon = betas, epsilon
        self.updates, self.product = 0, 1.0

    @torch.no_grad()
    def step(self):
        beta1, beta2 = self.betas
        self.updates += 1
        now = beta1 * (1 - 0.5 * 0.96**self.updates)
        following = beta1 * (1 - 0.5 * 0.96 ** (self.updates + 1))
        self.product *= now
        for group in self.param_groups:
            ahead = group["lr"] * following / (1 - self.product * following)
            current = group["lr"] * (1 - now) / (1 - self.product)
            for p in group["params"]:
                state = self.state[p]
                mean = state.setdefault("mean", torch.zeros_like(p))
                mean.lerp_(p.grad, 1 - beta1)
                square = state.setdefault("square", torch.zeros_like(p))
                square.lerp_(p.grad.square(), 1 - beta2)
                root = (square / (1 - beta2**self.updates)).sqrt()
                step = ahead * mean + current * p.grad
                p.addcdiv_(step, root + self.epsilon, value=-1)
