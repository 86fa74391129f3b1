import numpy as np


def add_noise(images, deviation, numbers):
    """Add normal noise, two pixels from two numbers (Box and Muller)."""
    radius = deviation * np.sqrt(-2 * np.log(1 - numbers[:, 0::2]))
    angle = 2 * np.pi * numbers[:, 1::2]
    noise = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    pixels = int(np.prod(images.shape[1:]))
    noise = noise.reshape(len(images), noise.shape[1] * 2)[:, :pixels]
    noisy = np.floor(images + noise.reshape(images.shape) + 0.5)
    return np.clip(noisy, 0, 255).astype(np.uint8)
