import torch


class Adagrad(torch.optim.Optimizer):
    """Adagrad as in Keras: epsilon is added below the root, not to it."""

    def __init__(self, parameters, lr, initial, epsilon):
        super().__init__(parameters, {"lr": lr})
        self.initial, self.epsilon = initial, epsilon

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                start = torch.full_like(p, self.initial)
                square = self.state[p].setdefault("square", start)
                square.add_(p.grad.square())
                root = (square + self.epsilon).sqrt()
                p.addcdiv_(p.grad, root, value=-group["lr"])
