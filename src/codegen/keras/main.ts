import { sharedOptions } from '@/codegen/command-line';
import { itemNames } from '@/codegen/data/items';
import { pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { DataSpec } from '@/experiment/data/types';

/** Lines that test the model, and print the report. */
function testLines(data: DataSpec): string[] {
  const { items } = itemNames(data);
  const isNumber = isNumberTask(data);
  const score = isNumber ? 'r2' : 'accuracy';
  const said = isNumber ? 'R2 {r2:.4f}' : 'accuracy {accuracy:.2%}';
  return [
    `    ${items}, targets = inputs(data, data.test)`,
    `    loss, ${score} = model.evaluate(${items}, targets, batch_size=500, verbose=0)`,
    `    print(f"\\nTest: loss {loss:.4f}, ${said}")`,
    ...(isNumber
      ? [
          `    answers = model.predict(${items}, batch_size=500, verbose=0)[:, 0]`,
          '    report(data.mean + data.deviation * answers, data.values[data.test])',
        ]
      : [
          `    answers = probabilities(model.predict(${items}, batch_size=500, verbose=0))`,
          '    report(answers, data.targets[data.test])',
        ]),
  ];
}

/** The function that reads the options and runs everything. */
export const mainBlock = (data: DataSpec, fileStem: string): Block => `import argparse
from pathlib import Path
import keras

def main():
${sharedOptions(data)}
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
${testLines(data).join('\n')}
    # To read it again: keras.models.load_model(path, compile=False).
    model.save(options.save.with_suffix(".keras"))
    save_weights(model, options.save.with_suffix(".npz"))


if __name__ == "__main__":
    main()`;
