import torch


class RMSprop(torch.optim.Optimizer):
    """RMSprop as in Keras.

    Epsilon is added below the root, and the momentum holds steps; PyTorch
    adds it to the root, and holds gradients.
    """

    def __init__(self, parameters, lr, rho, momentum, epsilon):
        super().__init__(parameters, {"lr": lr})
        self.rho, self.momentum, self.epsilon = rho, momentum, epsilon

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                square = state.setdefault("square", torch.zeros_like(p))
                square.lerp_(p.grad.square(), 1 - self.rho)
                velocity = state.setdefault("velocity", torch.zeros_like(p))
                velocity.mul_(self.momentum)
                velocity.addcdiv_(
                    p.grad, (square + self.epsilon).sqrt(), value=group["lr"]
                )
                p.sub_(velocity)
