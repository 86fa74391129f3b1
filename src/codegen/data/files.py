import gzip
import hashlib
import urllib.request

import numpy as np


def find(folder, name):
    """The path of a data file, downloaded where the folder lacks it."""
    for path in (folder / name, folder / name.removesuffix(".gz")):
        if path.exists():
            return path
    print(f"Downloading {name} ...")
    with urllib.request.urlopen(SOURCE + name) as response:
        packed = response.read()
    if hashlib.sha256(packed).hexdigest() != FILES[name]:
        raise SystemExit(f"{name}: the download is damaged. Try again.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(packed)
    return folder / name


def read(folder, name):
    """The array of bytes in an IDX file, packed or not."""
    path = find(folder, name)
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if raw[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path} is not an IDX file of bytes.")
    header = np.frombuffer(raw, ">u4", 1 + raw[3])
    values = np.frombuffer(raw, np.uint8, offset=header.nbytes)
    return values.reshape(header[1:])
