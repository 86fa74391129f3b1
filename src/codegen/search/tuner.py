import csv
import time
import keras
import keras_tuner

class Search(keras_tuner.HyperModel):
    """Builds and trains the network of a trial, and writes its line."""

    def __init__(self, data, results):
        super().__init__()
        self.data = data
        self.results = results

    def build(self, hp):
        keras.utils.set_random_seed(SEED)
        return build_model(search_space(hp))

    def fit(self, hp, model, **options):
        values = search_space(hp)
        use(values, options.get("epochs"))
        began = time.time()
        train(model, self.data)
        seconds = time.time() - began
        images, targets = inputs(self.data, self.data.validation)
        loss, accuracy = model.evaluate(
            images, targets, batch_size=500, verbose=0
        )
        self.write(values, loss, accuracy, seconds)
        return {"val_loss": loss, "val_accuracy": accuracy}

    def write(self, values, loss, accuracy, seconds):
        """Add a line to the results, which Atelier reads as trials."""
        is_new = not self.results.exists()
        with self.results.open("a", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow([*NAMES, *RESULT_COLUMNS])
            cells = [values.get(name, "") for name in NAMES]
            figures = [SEED, EPOCHS, accuracy, loss, f"{seconds:.1f}"]
            writer.writerow([*cells, *figures])
