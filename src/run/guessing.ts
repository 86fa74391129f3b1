import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import { classicalOf, type Experiment, layersOf } from '@/experiment/experiment';
import type { SettingIssue } from '@/experiment/setting-issue';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { formatDigits } from '@/experiment/words/numbers';
import type { Run } from './types';

/** A network that does no better than guessing, and what to do about it. */
export interface Guessing {
  /** The accuracy of always naming the commonest class; where a number is predicted, R2 of always saying its mean: 0. */
  chance: number;
  /** Whether it is a little better than that after all, more than by the luck of the images. */
  barelyBetter: boolean;
  /** The likely cause, in a sentence. */
  cause: string;
  /** What to do, as a verb, and the design with it done. */
  mend: { label: string; apply(experiment: Experiment): Experiment };
}

/** Fewer steps say nothing: a network that learns slowly may still be where it began. */
const FEWEST_STEPS = 100;
/** How far above chance, as a share of what is left to 1, a network may be that still only guesses. */
const SLACK = 0.1;
/** What luck may add to guessing on a few hundred images, as a share of what is left to 1. */
const LUCK = 0.03;
/** So many times the optimizer's default rate, or so small a part of it, is the likely cause. */
const TOO_HIGH = 5;
const TOO_LOW = 0.01;
/** Layers of an activation that saturates, one after another, through which hardly any gradient comes. */
const DEEP = 3;

/**
 * Whether a network that has trained for at least an epoch is still no better than guessing, by the last epoch's scores; `null` where it is, or where
 * too few steps were made to say. A run whose training goes on may leave this state again.
 */
export function guessing(run: Run): Guessing | null {
  const last = run.epochRecords.at(-1);
  if (!last || last.step < FEWEST_STEPS || classicalOf(run.experiment)) return null;
  // Training's accuracy is a mean over the epoch, in which a network may have got worse.
  const { accuracy } = last.validation ?? last.training;
  // The mean of a number explains nothing of its variance.
  const chance = isNumberTask(run.experiment.data) ? 0 : chanceOf(run);
  const gain = (accuracy - chance) / (1 - chance);
  return gain <= SLACK ? { chance, barelyBetter: gain > LUCK, ...causeOf(run) } : null;
}

/** The share of the commonest class among the images last looked at; alike for all classes where none were. */
function chanceOf({ validation, test, classNames }: Run): number {
  const rows = (validation ?? test)?.confusion ?? [];
  const supports = rows.map((row) => row.reduce((sum, count) => sum + count, 0));
  const count = supports.reduce((sum, support) => sum + support, 0);
  return count > 0 ? Math.max(...supports) / count : 1 / Math.max(1, classNames.length);
}

/** What the optimizer of a run has to say about the learning rate in force; `null` where that rate suits it, and for a model without one. */
export function rateRemark({ experiment, learningRate }: Pick<Run, 'experiment' | 'learningRate'>): SettingIssue | null {
  if (classicalOf(experiment)) return null;
  return OPTIMIZERS[experiment.training.optimizer.kind].rateIssues?.(learningRate)[0] ?? null;
}

function causeOf(run: Run): Pick<Guessing, 'cause' | 'mend'> {
  const { experiment, learningRate } = run;
  const { optimizer } = experiment.training;
  const remark = rateRemark(run);
  if (remark?.mend) return { cause: remark.message, mend: rateMend(remark.mend.value) };
  const { title, learningRate: usual } = OPTIMIZERS[optimizer.kind];
  if (learningRate >= TOO_HIGH * usual) {
    return { cause: `The learning rate of ${formatDigits(learningRate)} is probably too high for ${title}.`, mend: rateMend(usual) };
  }
  if (experiment.data.scaling === 'none') {
    if (tableOf(experiment.data.dataset)) {
      const mend = { label: 'Standardize columns', apply: standardized };
      return { cause: 'Columns of different sizes are probably too much for this network.', mend };
    }
    const mend = { label: 'Scale pixels to 0–1', apply: scaled };
    return { cause: 'Pixels from 0 to 255 are probably too large for this network.', mend };
  }
  if (saturating(experiment) >= DEEP) {
    const mend = { label: 'Use relu instead', apply: withRelu };
    return { cause: 'Hardly any gradient gets through this many sigmoid or tanh layers.', mend };
  }
  if (learningRate <= TOO_LOW * usual) {
    return { cause: `The learning rate of ${formatDigits(learningRate)} is probably too low for ${title}.`, mend: rateMend(usual) };
  }
  return {
    cause: 'The learning rate does not seem to suit this network, or it needs more epochs.',
    mend: rateMend(Number(formatDigits(learningRate / 10))),
  };
}

/** Sets the learning rate of the design. */
export const rateMend = (learningRate: number): Guessing['mend'] => ({
  label: `Set the learning rate to ${formatDigits(learningRate)}`,
  apply: (experiment) => ({ ...experiment, training: { ...experiment.training, learningRate } }),
});

const scaled = (experiment: Experiment): Experiment => ({ ...experiment, data: { ...experiment.data, scaling: 'unit' } });

const standardized = (experiment: Experiment): Experiment => ({ ...experiment, data: { ...experiment.data, scaling: 'standardized' } });

const SATURATING: ReadonlySet<string> = new Set(['sigmoid', 'tanh', 'softmax']);

/** Recurrent layers are made for such activations. */
const saturates = (layer: ReturnType<typeof layersOf>[number]): boolean =>
  'activation' in layer && !('returnSequences' in layer) && SATURATING.has(layer.activation);

const saturating = (experiment: Experiment): number => layersOf(experiment).filter(saturates).length;

const withRelu = (experiment: Experiment): Experiment => ({
  ...experiment,
  model: {
    kind: 'network',
    layers: layersOf(experiment).map((layer) => (saturates(layer) ? { ...layer, activation: 'relu' as const } : layer)),
  },
});
