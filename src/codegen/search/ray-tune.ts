import { dataOptions } from '@/codegen/command-line';
import { sourceOf } from '@/codegen/data/saved/data-file';
import { fileStem } from '@/codegen/file-stem';
import { docstring } from '@/codegen/header';
import { assemble } from '@/codegen/python/assemble';
import { indent, pyNumber, pyString } from '@/codegen/python/literals';
import { pytorchBlocks } from '@/codegen/pytorch';
import { networkBlocks } from '@/codegen/pytorch/network';
import { trainBlocks, trainTrialBlocks } from '@/codegen/pytorch/train';
import { tunedNetworkBlocks } from '@/codegen/pytorch/tuned/network';
import { canTuneInPytorch } from '@/codegen/pytorch/tuned/rules';
import { refusalsOf } from '@/codegen/refusals';
import type { Block, CodeSource, GeneratedCode } from '@/codegen/types';
import { scoreWords } from '@/experiment/words/score';
import type { Method } from '@/study/methods';
import { bracketsOf } from '@/study/methods/hyperband';
import { spaceOf } from '@/study/next';
import { pythonNames } from '@/study/python-names';
import type { Study } from '@/study/study';
import ray from './ray.py?raw';
import { declaredInRay, griddedInRay } from './ray-space';
import { constantsOf, namesBlock, printedClasses, searchRefusals, tunedBy, withScore, writable } from './shared';

/** How Ray Tune searches as a method does. */
interface RaySearch {
  /** Imports, one a line. */
  imports: readonly string[];
  /** What the program needs besides Ray and PyTorch. */
  needs: readonly string[];
  /** Arguments of `TuneConfig`. */
  config(study: Study): string[];
}

const SAMPLES = ({ budget }: Study): string => `num_samples=${pyNumber(budget)},`;

/** Draws values at random, as the study's own seed says. */
const RANDOMLY = 'from ray.tune.search.basic_variant import BasicVariantGenerator';
const drawn = ({ seed }: Study): string[] => [
  'search_alg=BasicVariantGenerator(',
  // Ray Tune heeds the limit of its own configuration only with searchers that learn.
  `    max_concurrent=options.trials, random_state=${pyNumber(seed)}`,
  '),',
];

const SEARCHES: Partial<Record<Method['kind'], RaySearch>> = {
  // A grid is tried once, whatever the budget.
  grid: { imports: [RANDOMLY], needs: [], config: drawn },
  random: { imports: [RANDOMLY], needs: [], config: (study) => [SAMPLES(study), ...drawn(study)] },
  bayesian: {
    imports: ['import optuna', 'from ray.tune.search.optuna import OptunaSearch'],
    needs: ['Optuna 4', 'SciPy'],
    config: (study) => [
      'max_concurrent_trials=options.trials,',
      SAMPLES(study),
      '# A Gaussian process over the trials that have ended.',
      'search_alg=OptunaSearch(',
      `    sampler=optuna.samplers.GPSampler(seed=${pyNumber(study.seed)})`,
      '),',
    ],
  },
  hyperband: {
    imports: [RANDOMLY, 'from ray.tune.schedulers import ASHAScheduler'],
    needs: [],
    config: (study) => [SAMPLES(study), ...drawn(study), ...asha(study)],
  },
};

function asha({ base, method }: Study): string[] {
  if (method.kind !== 'hyperband') return [];
  return [
    'scheduler=ASHAScheduler(',
    '    time_attr="epoch",',
    '    # A trial tells its last figures after its last epoch.',
    '    max_t=EPOCHS + 1,',
    `    grace_period=${pyNumber(method.minEpochs)},`,
    `    reduction_factor=${pyNumber(method.factor)},`,
    `    brackets=${bracketsOf(method, base.training.epochs).length},`,
    '),',
  ];
}

/** What the program of one network does beside training: a search has its own ending. */
const ENDING = /^def (main|report|probabilities|predict|load_weights|start|finish)\(/m;

/**
 * A study as one program for Ray Tune around the exported PyTorch training: the same space; resumed by running it again, each trial from its last epoch;
 * with a file of results that Atelier reads. Never throws; what cannot be written is refused in words.
 */
export function generateRayTune(study: Study, source: CodeSource): GeneratedCode {
  const { base, method, parameters } = study;
  const search = SEARCHES[method.kind];
  const refused = [...refusalsOf(base), ...searchRefusals(study, canTuneInPytorch), ...gridRefusals(study)];
  if (!search)
    return { refused: ['Ray Tune searches; it neither repeats nor compares. Export the design as code and run it with each seed.'] };
  if (refused.length > 0) return { refused };
  const experiment = writable(base, parameters);
  const network = tunedNetworkBlocks(experiment, tunedBy(study));
  if ('refused' in network) return network;
  const stem = `${fileStem(study.name)}_ray_tune`;
  const plain = new Set([...networkBlocks(experiment), ...trainBlocks(experiment, true)]);
  const shared = pytorchBlocks(experiment, {
    source: sourceOf(base.data.dataset, source),
    validates: true,
    fileStem: stem,
  });
  const head = docstring(base, {
    library: 'Ray Tune',
    running: running(`${stem}.py`, search),
    hasDropout: true,
    takesWeights: false,
    drawnBy: 'PyTorch',
  });
  return {
    fileName: `${stem}.py`,
    text: assemble(head, [
      ...shared.filter((block) => !plain.has(block) && !ENDING.test(block)),
      ...network.blocks,
      ...trainTrialBlocks(experiment),
      namesBlock(study, ['seed', 'epochs', `validation_${scoreWords(base.data).name}`, 'validation_loss', 'seconds', 'status', 'cause']),
      spaceBlock(study),
      constantsBlock(study),
      withScore(ray, study),
      mainBlock(study, search, stem),
    ]),
  };
}

const running = (fileName: string, { needs }: RaySearch): string[] => [
  `    python ${fileName}`,
  `    python ${fileName} --trials 8 --gpus 0.5`,
  '',
  'Searches; run again, it goes on where it was, each trial from its last epoch.',
  'Writes a line for each trial to a CSV file, which the study in Atelier takes',
  'with "Add results". In a Ray cluster, --results must be a folder that all',
  'machines share.',
  '',
  `Needs Python 3.9, NumPy, PyTorch 2.1${needs.map((name) => `, ${name}`).join('')},`,
  'and Ray Tune 2.44 or later.',
];

function gridRefusals(study: Study): string[] {
  if (study.method.kind !== 'grid') return [];
  const depends = study.parameters.some(({ address, blocks }) => blocks !== undefined || address.startsWith('present.'));
  return depends
    ? ['The grid of Ray Tune would try the settings of layers that are left out as well. Use Random, or export for Keras Tuner.']
    : [];
}

/** Parameters of layers that are left out are drawn, and have no effect. */
function spaceBlock(study: Study): Block {
  const { method } = study;
  const names = pythonNames(study.parameters);
  const declare = ({ domain }: Study['parameters'][number]) =>
    method.kind === 'grid' ? griddedInRay(domain, method.points) : declaredInRay(domain);
  const lines = spaceOf(study).parameters.map(
    (parameter) => `${pyString(names.get(parameter.address) ?? '')}: ${declare(parameter).replaceAll('\n', '\n    ')},`,
  );
  return [
    'from ray import tune',
    '',
    'def search_space():',
    '    """What trials may have. Values of layers left out have no effect."""',
    '    return {',
    ...lines.map((line) => `        ${line}`.replaceAll('\n', '\n    ')),
    '    }',
  ].join('\n');
}

/** Puts what a search decides into the constants of the program. */
function constantsBlock({ parameters }: Study): Block {
  const { constants, lines } = constantsOf(parameters);
  if (constants.length === 0) return ['def use(_):', '    """No constant of this program is searched."""'].join('\n');
  return ['def use(values):', '    """Set what a trial decides."""', `    global ${constants.join(', ')}`, ...lines].join('\n');
}

function mainBlock(study: Study, { imports, config }: RaySearch, stem: string): Block {
  const isLoss = study.objective === 'validationLoss';
  return `import argparse
from pathlib import Path
${imports.join('\n')}
from ray import tune

def main():
${dataOptions(study.base.data)}
    parser.add_argument(
        "--results",
        type=Path,
        default=Path(${pyString(stem)}),
        help="folder that keeps the trials",
    )
    parser.add_argument(
        "--trials", type=int, default=4, help="at most so many at once"
    )
    parser.add_argument(
        "--cpus", type=float, default=1, help="processors of each trial"
    )
    parser.add_argument(
        "--gpus", type=float, default=0, help="graphics cards of each trial"
    )
    options = parser.parse_args()
    data = prepare(options.data, options.split)
${printedClasses(study)}    trainable = tune.with_resources(
        tune.with_parameters(trial, data=data),
        {"cpu": options.cpus, "gpu": options.gpus},
    )
    folder = options.results.resolve()
    if tune.Tuner.can_restore(str(folder / "search")):
        tuner = tune.Tuner.restore(
            str(folder / "search"), trainable, resume_unfinished=True
        )
    else:
        tuner = tune.Tuner(
            trainable,
            param_space=search_space(),
            tune_config=tune.TuneConfig(
                metric=${pyString(isLoss ? 'validation_loss' : 'validation_accuracy')},
                mode=${pyString(isLoss ? 'min' : 'max')},
${indent(config(study).join('\n'), 16)}
            ),
            run_config=tune.RunConfig(
                name="search",
                storage_path=str(folder),
                checkpoint_config=tune.CheckpointConfig(num_to_keep=1),
            ),
        )
    results = tuner.fit()
    path = folder.with_suffix(".csv")
    write_results(results, path)
    if results.num_errors < len(results):
        print(f"Best: {results.get_best_result().config}")
    print(f"Results: {path}")


if __name__ == "__main__":
    main()`;
}
