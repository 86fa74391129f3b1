import { pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { Schedule, TrainingSpec } from '@/experiment/training/types';

/** A factor on the learning rate, as a Python expression, and the lines before it that it needs. */
interface Factor {
  before: readonly string[];
  value: string;
}

type ByEpoch = Exclude<Schedule['kind'], 'reduceOnPlateau'>;

/** How functions are called: Python's own for numbers, or those of keras.ops for tensors. */
interface Functions {
  floor: string;
  cos: string;
  min: string;
}

const OF_NUMBERS: Functions = { floor: 'math.floor', cos: 'math.cos', min: 'min' };
const OF_TENSORS: Functions = { floor: 'ops.floor', cos: 'ops.cos', min: 'ops.minimum' };

/** The factor after `epoch` epochs, fractions included; `null` where it is always 1. A schedule left out is a compile error. */
const FACTORS: { [K in ByEpoch]: (schedule: Extract<Schedule, { kind: K }>, epochs: number, call: Functions) => Factor | null } = {
  constant: () => null,
  step: ({ every, factor }, _epochs, call) => ({ before: [], value: `${pyNumber(factor)} ** ${call.floor}(epoch / ${pyNumber(every)})` }),
  exponential: ({ factor }) => ({ before: [], value: `${pyNumber(factor)} ** epoch` }),
  cosine: ({ finalShare }, epochs, call) => ({
    before: [`share = ${call.min}(1.0, epoch / ${pyNumber(epochs)})`, `fallen = (1 - ${call.cos}(math.pi * share)) / 2`],
    value: finalShare === 0 ? '(1 - fallen)' : `(1 - ${pyNumber(1 - finalShare)} * fallen)`,
  }),
};

/** Lines of a function body that return the learning rate of `step`: `base` times what schedule and warm-up make of it. */
export function rateLines({ schedule, epochs, warmupEpochs }: TrainingSpec, base: string, of: 'numbers' | 'tensors'): string[] {
  const call = of === 'numbers' ? OF_NUMBERS : OF_TENSORS;
  const factorOf = schedule.kind === 'reduceOnPlateau' ? null : (FACTORS[schedule.kind] as (...args: unknown[]) => Factor | null);
  const factor = factorOf?.(schedule, epochs, call) ?? null;
  const value = factor === null ? base : `${base} * ${factor.value}`;
  const needsEpoch = factor !== null;
  const before = [...(needsEpoch ? [of === 'numbers' ? NUMBER_EPOCH : TENSOR_EPOCH] : []), ...(factor?.before ?? [])];
  if (warmupEpochs === 0) return [...before, `return ${value}`];
  return [
    ...before,
    '# Warm-up: the first step is not of rate 0.',
    `risen = (step + 1) / (${pyNumber(warmupEpochs)} * ${of === 'numbers' ? 'steps_per_epoch' : 'self.steps_per_epoch'})`,
    `return ${call.min}(1.0, risen) * ${value}`,
  ];
}

const NUMBER_EPOCH = 'epoch = step / steps_per_epoch';
const TENSOR_EPOCH = 'epoch = step / self.steps_per_epoch';

/** Whether the learning rate moves during a run. */
export const rateChanges = ({ schedule, warmupEpochs }: TrainingSpec): boolean => schedule.kind !== 'constant' || warmupEpochs > 0;

/** A function that gives the learning rate of a step; `plateau` holds the rate where it falls on plateaus. */
export function rateBlock(training: TrainingSpec): Block | null {
  if (!rateChanges(training)) return null;
  const onPlateau = training.schedule.kind === 'reduceOnPlateau';
  const lines = rateLines(training, onPlateau ? 'plateau.rate' : 'LEARNING_RATE', 'numbers');
  return [
    ...(lines.some((line) => line.includes('math.')) ? ['import math', ''] : []),
    `def learning_rate(step, steps_per_epoch${onPlateau ? ', plateau' : ''}):`,
    '    """The rate of a step, counted from 0 over the run."""',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
}
