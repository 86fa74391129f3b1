import { dataOptions } from '@/codegen/command-line';
import { sourceOf } from '@/codegen/data/saved/data-file';
import { fileStem } from '@/codegen/file-stem';
import { docstring } from '@/codegen/header';
import { kerasBlocks, kerasRefusals } from '@/codegen/keras';
import { modelBlocks } from '@/codegen/keras/model';
import { canTune } from '@/codegen/keras/tuned';
import { assemble } from '@/codegen/python/assemble';
import { indent, pyList, pyString } from '@/codegen/python/literals';
import { refusalsOf } from '@/codegen/refusals';
import type { Block, CodeSource, GeneratedCode } from '@/codegen/types';
import { scoreWords } from '@/experiment/words/score';
import { kerasCondition } from '@/study/keras-space';
import type { Method } from '@/study/methods';
import { spaceOf } from '@/study/next';
import { pythonNames } from '@/study/python-names';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import retrain from './retrain.py?raw';
import { constantsOf, namesBlock, printedClasses, searchRefusals, tunedBy, withScore, writable } from './shared';
import { declared, pythonOf } from './space';
import tuner from './tuner.py?raw';

/** The tuner of each method that searches; the rest of its arguments are the same for all. */
const TUNERS: Partial<Record<Method['kind'], { name: string; blocks?: Block[]; budget(study: Study): string[] }>> = {
  grid: { name: 'keras_tuner.GridSearch', budget: ({ budget }) => [`max_trials=${budget},`] },
  random: { name: 'keras_tuner.RandomSearch', budget: ({ budget }) => [`max_trials=${budget},`] },
  bayesian: { name: 'keras_tuner.BayesianOptimization', budget: ({ budget }) => [`max_trials=${budget},`] },
  hyperband: {
    name: 'Hyperband',
    blocks: [retrain],
    budget: ({ base, method }) => [`max_epochs=${base.training.epochs},`, `factor=${'factor' in method ? method.factor : 3},`],
  },
};

/** What the program of one network does beside training: a search has its own ending. */
const ENDING = /^def (main|explained|report|probabilities|load_weights|save_weights)\(/m;

/**
 * A study as one program for Keras Tuner around the exported Keras training: the same space and method, resumed by running it again, with a file of
 * results that Atelier reads. Never throws; what cannot be written is refused in words.
 */
export function generateKerasTuner(study: Study, source: CodeSource): GeneratedCode {
  const { base, parameters } = study;
  const refused = [...refusalsOf(base), ...kerasRefusals(base), ...methodRefusals(study), ...searchRefusals(study, canTune)];
  if (refused.length > 0) return { refused };
  const stem = `${fileStem(study.name)}_keras_tuner`;
  const fileName = `${stem}.py`;
  const experiment = writable(base, parameters);
  const plain = modelBlocks(experiment);
  const facts = { source: sourceOf(base.data.dataset, source), validates: true, fileStem: stem };
  const blocks = kerasBlocks(experiment, facts).filter((block) => !plain.includes(block) && !ENDING.test(block));
  const head = docstring(base, {
    library: 'Keras Tuner',
    running: running(fileName),
    hasDropout: true,
    takesWeights: false,
    drawnBy: 'Keras',
  });
  const model = modelBlocks(experiment, tunedBy(study));
  return {
    fileName,
    text: assemble(head, [
      ...blocks,
      namesBlock(study, ['seed', 'epochs', `validation_${scoreWords(base.data).name}`, 'validation_loss', 'seconds']),
      spaceBlock(study),
      ...model,
      settingBlock(parameters),
      withScore(tuner, study),
      ...(TUNERS[study.method.kind]?.blocks ?? []),
      mainBlock(study, stem),
    ]),
  };
}

const running = (fileName: string): string[] => [
  `    python ${fileName}`,
  '',
  'Searches; run again, it goes on where it was. Writes a line for each trial to',
  'a CSV file, which the study in Atelier takes with "Add results".',
  '',
  'Needs Python 3.9, NumPy, Keras 3 with any backend, and Keras Tuner.',
];

const methodRefusals = ({ method }: Study): string[] =>
  TUNERS[method.kind]
    ? []
    : ['Keras Tuner searches; it neither repeats nor compares. Export the design as code and run it with each seed.'];

/** Parameters of layers that are not always there are declared only where they are. */
function spaceBlock(study: Study): Block {
  const names = pythonNames(study.parameters);
  const lines = spaceOf(study).parameters.flatMap((parameter) => {
    const name = names.get(parameter.address) ?? '';
    const scope = scopeOf(study, parameter);
    const column = scope ? 8 : 4;
    const start = `values[${pyString(name)}] = `;
    const line = `${start}${declared(name, parameter.domain, column + start.length)}`;
    return scope ? [scope, indent(line)] : [line];
  });
  return [
    'def search_space(hp):',
    '    """The values of a trial. Those that do not count have no effect."""',
    '    values = {}',
    indent(lines.join('\n')),
    '    return values',
  ].join('\n');
}

function scopeOf({ parameters }: Study, parameter: Parameter): string | null {
  const condition = kerasCondition(parameters, parameter);
  if (!condition) return null;
  const values = condition.values.map(pythonOf);
  return `with hp.conditional_scope(${pyString(condition.name)}, ${pyList(values)}):`;
}

/** Puts what a search decides into the constants of the program. */
function settingBlock(parameters: readonly Parameter[]): Block {
  const { constants, lines } = constantsOf(parameters);
  return [
    'def use(values, epochs):',
    '    """Set what a trial decides; Hyperband says how many epochs."""',
    `    global ${[...new Set(['EPOCHS', ...constants])].join(', ')}`,
    ...lines,
    '    if epochs is not None:',
    '        EPOCHS = epochs',
  ].join('\n');
}

function mainBlock(study: Study, stem: string): Block {
  const { name = '', budget } = TUNERS[study.method.kind] ?? { budget: () => [] };
  const isLoss = study.objective === 'validationLoss';
  const objective = isLoss ? '"val_loss", "min"' : '"val_accuracy", "max"';
  return `import argparse
from pathlib import Path
import keras_tuner

def main():
${dataOptions(study.base.data)}
    options = parser.parse_args()
    data = prepare(options.data, options.split)
${printedClasses(study)}    search = Search(data, Path(${pyString(`${stem}.csv`)}))
    tuner = ${name}(
        search,
        objective=keras_tuner.Objective(${objective}),
${indent(budget(study).join('\n'), 8)}
        seed=${study.seed},
        overwrite=False,
        directory=${pyString(stem)},
        project_name="search",
    )
    tuner.search_space_summary()
    tuner.search()
    tuner.results_summary()


if __name__ == "__main__":
    main()`;
}
