import numpy as np


def load_weights(model, path):
    """Read the weights w000, w001, ... of an .npz file."""
    file = np.load(path)
    model.set_weights([file[f"w{i:03d}"] for i in range(len(file.files))])


def save_weights(model, path):
    """Write the weights as load_weights reads them."""
    arrays = model.get_weights()
    np.savez(path, **{f"w{i:03d}": array for i, array in enumerate(arrays)})
