import keras_tuner

class Hyperband(keras_tuner.Hyperband):
    """Trains a trial that is promoted from the start, with its new epochs.

    Keras Tuner's own would load weights that it has saved in a training of
    its own; that of this program keeps none.
    """

    def run_trial(self, trial, *_arguments, **_options):
        hp = trial.hyperparameters
        model = self.hypermodel.build(hp)
        epochs = hp.values["tuner/epochs"]
        return self.hypermodel.fit(hp, model, epochs=epochs)
