import csv
import tempfile
import time
from pathlib import Path
import torch
from ray import tune

class Progress:
    """What a trial tells Ray Tune after each epoch, and goes on from."""

    def __init__(self):
        self.seconds = 0.0
        self.began = time.time()

    def load(self):
        """What an interrupted trial has kept; None for a new one."""
        checkpoint = tune.get_checkpoint()
        if checkpoint is None:
            return None
        with checkpoint.as_directory() as folder:
            kept = torch.load(Path(folder) / "trial.pt", map_location="cpu")
        self.seconds = kept["seconds"]
        return kept

    def keep(self, epoch, figures, state):
        """Tell how an epoch went, and keep where training is."""
        seconds = self.seconds + time.time() - self.began
        with tempfile.TemporaryDirectory() as folder:
            kept = {**state, "epoch": epoch, "seconds": seconds}
            torch.save(kept, Path(folder) / "trial.pt")
            checkpoint = tune.Checkpoint.from_directory(folder)
            times = {"epoch": epoch, "seconds": seconds}
            tune.report({**figures, **times}, checkpoint=checkpoint)


def trial(values, data):
    """Build, train and validate the network of a trial."""
    use(values)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(SEED)
    network = Network(values)
    initialize(network)
    network.to(device)
    progress = Progress()
    epochs, state = train(network, data, device, progress)
    # Early stopping may have gone back to another epoch's weights.
    loss, accuracy = evaluate(network, data, data.validation, device)
    figures = {"validation_loss": loss, "validation_accuracy": accuracy}
    progress.keep(epochs, figures, state)


def write_results(results, path):
    """Write a line for each trial, which Atelier reads."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*NAMES, *RESULT_COLUMNS])
        for result in results:
            # A trial that failed has no figures; Atelier tells its cause.
            figures = {} if result.error else result.metrics
            figures = {
                **figures,
                "seed": SEED,
                "epochs": figures.get("epoch", ""),
                "status": "failed" if result.error else "finished",
                "cause": str(result.error or "").strip().split("\n")[-1],
            }
            cells = [result.config.get(name, "") for name in NAMES]
            told = [figures.get(name, "") for name in RESULT_COLUMNS]
            writer.writerow([*cells, *told])
