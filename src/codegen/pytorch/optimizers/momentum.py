import torch


class Momentum(torch.optim.Optimizer):
    """SGD with momentum as in Keras.

    The velocity holds steps, so that an earlier learning rate stays in it;
    PyTorch's holds gradients.
    """

    def __init__(self, parameters, lr, momentum, nesterov=False):
        super().__init__(parameters, {"lr": lr})
        self.momentum, self.nesterov = momentum, nesterov

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                velocity = state.setdefault("velocity", torch.zeros_like(p))
                velocity.mul_(self.momentum).sub_(group["lr"] * p.grad)
                if self.nesterov:
                    p.add_(self.momentum * velocity - group["lr"] * p.grad)
                else:
                    p.add_(velocity)
