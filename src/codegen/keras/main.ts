import { SHARED_OPTIONS } from '@/codegen/command-line';
import { pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';

/** The function that reads the options and runs everything. */
export const mainBlock = (fileStem: string): Block => `import argparse
from pathlib import Path
import keras

def main():
${SHARED_OPTIONS}
    parser.add_argument(
        "--distribute",
        action="store_true",
        help="share each batch out over all devices",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path(${pyString(fileStem)}),
        help="where the model goes, without the ending",
    )
    options = parser.parse_args()
    if options.distribute:
        keras.distribution.set_distribution(keras.distribution.DataParallel())
    data = prepare(options.data, options.split)
    keras.utils.set_random_seed(SEED)
    model = build_model()
    if options.weights is not None:
        load_weights(model, options.weights)
    model.summary()
    train(model, data)
    images, targets = inputs(data, data.test)
    loss, accuracy = model.evaluate(images, targets, batch_size=500, verbose=0)
    print(f"\\nTest: loss {loss:.4f}, accuracy {accuracy:.2%}")
    answers = probabilities(model.predict(images, batch_size=500, verbose=0))
    report(answers, data.targets[data.test])
    # To read it again: keras.models.load_model(path, compile=False).
    model.save(options.save.with_suffix(".keras"))
    save_weights(model, options.save.with_suffix(".npz"))


if __name__ == "__main__":
    main()`;
