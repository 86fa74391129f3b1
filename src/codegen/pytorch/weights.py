import numpy as np
import torch


@torch.no_grad()
def assign(tensor, value, axes):
    """Give a tensor its value, which lies as in Keras."""
    tensor.copy_(value.permute(axes).reshape(tensor.shape))


def initialize(network):
    """Draw the first weights, as Keras and the app do."""
    for tensor, initializer, shape, axes in keras_weights(network):
        assign(tensor, initializer(shape), axes)


def load_weights(network, path):
    """Read the weights w000, w001, ... of an .npz file."""
    file = np.load(path)
    for i, (tensor, _, shape, axes) in enumerate(keras_weights(network)):
        value = file[f"w{i:03d}"]
        if value.shape != shape:
            found = f"w{i:03d} has shape {value.shape}"
            raise SystemExit(f"{path}: {found}, not {shape}.")
        assign(tensor, torch.from_numpy(value), axes)


def save_weights(network, path):
    """Write the weights as load_weights reads them."""
    arrays = {}
    for i, (tensor, _, shape, axes) in enumerate(keras_weights(network)):
        here = tensor.detach().cpu().reshape([shape[axis] for axis in axes])
        arrays[f"w{i:03d}"] = here.permute(*np.argsort(axes).tolist()).numpy()
    np.savez(path, **arrays)
