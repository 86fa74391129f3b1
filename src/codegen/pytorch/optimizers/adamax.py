import torch


class Adamax(torch.optim.Optimizer):
    """Adamax as in Keras and in the paper (Kingma and Ba, algorithm 2).

    Epsilon is added where the step divides; PyTorch adds it to each gradient.
    """

    def __init__(self, parameters, lr, betas, epsilon):
        super().__init__(parameters, {"lr": lr})
        self.betas, self.epsilon, self.updates = betas, epsilon, 0

    @torch.no_grad()
    def step(self):
        beta1, beta2 = self.betas
        self.updates += 1
        for group in self.param_groups:
            rate = group["lr"] / (1 - beta1**self.updates)
            for p in group["params"]:
                state = self.state[p]
                mean = state.setdefault("mean", torch.zeros_like(p))
                mean.lerp_(p.grad, 1 - beta1)
                norm = state.setdefault("norm", torch.zeros_like(p))
                norm.copy_(torch.maximum(norm * beta2, p.grad.abs()))
                p.addcdiv_(mean, norm + self.epsilon, value=-rate)
