import { CLIPPINGS } from '@/experiment/training/clipping';
import { LOSSES } from '@/experiment/training/losses';
import { MONITORS } from '@/experiment/training/monitors';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Clipping, EarlyStopping, Monitor, Optimizer, Schedule, TrainingSpec } from '@/experiment/training/types';

/** What a fold says is in force, and whether that is not what everybody starts with. */
export interface InForce {
  words: string;
  changed: boolean;
}

/** A number as it stands in a line; "?" for one that is half typed. */
const figure = (value: number): string => (Number.isFinite(value) ? String(value) : '?');

const epochs = (count: number): string => `${figure(count)} ${count === 1 ? 'epoch' : 'epochs'}`;

/** The optimizer's own options, and how gradients are limited before it sees them. */
export function optimizerInForce(optimizer: Optimizer, clipping: Clipping): InForce {
  const { fields, defaults } = OPTIMIZERS[optimizer.kind];
  const of = (from: Optimizer, name: string): unknown => from[name as keyof Optimizer];
  const options = fields.map(({ name, label }) => `${label} ${optionWords(of(optimizer, name))}`);
  return {
    words: [...options, clippingWords(clipping)].join(' · '),
    changed: clipping.kind !== 'none' || fields.some(({ name }) => !Object.is(of(optimizer, name), of(defaults, name))),
  };
}

const optionWords = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'on' : 'off') : figure(value as number));

const clippingWords = (clipping: Clipping): string =>
  clipping.kind === 'none' ? 'no clipping' : `clipped ${CLIPPINGS[clipping.kind].title.toLowerCase()} at ${figure(clipping.limit)}`;

/** How the learning rate moves. */
export function scheduleInForce({ schedule, warmupEpochs }: Pick<TrainingSpec, 'schedule' | 'warmupEpochs'>): InForce {
  const warmup = warmupEpochs === 0 ? [] : [`warm-up ${epochs(warmupEpochs)}`];
  return { words: [scheduleWords(schedule), ...warmup].join(' · '), changed: schedule.kind !== 'constant' || warmupEpochs !== 0 };
}

function scheduleWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'constant':
      return 'constant';
    case 'step':
      return `× ${figure(schedule.factor)} every ${epochs(schedule.every)}`;
    case 'exponential':
      return `× ${figure(schedule.factor)} each epoch`;
    case 'cosine':
      return `cosine to ${schedule.finalShare === 0 ? '0' : `${figure(schedule.finalShare)} of it`}`;
    case 'reduceOnPlateau':
      return `× ${figure(schedule.factor)} after ${epochs(schedule.patience)} without better ${MONITORS[schedule.monitor].title}`;
  }
}

/** What is minimised, and how much each class counts in it. */
export function lossInForce({ loss, classWeights }: Pick<TrainingSpec, 'loss' | 'classWeights'>): InForce {
  const weights = { none: [], balanced: ['classes balanced'], custom: ['custom class weights'] }[classWeights.kind];
  return {
    words: [LOSSES[loss].title.toLowerCase(), ...weights].join(' · '),
    changed: loss !== 'crossEntropy' || classWeights.kind !== 'none',
  };
}

/** When a run ends before its last epoch. */
export function stoppingInForce(stopping: EarlyStopping | null): InForce {
  if (!stopping) return { words: 'off', changed: false };
  const least = stopping.minDelta === 0 ? '' : ` by ${figure(stopping.minDelta)}`;
  const restored = stopping.restoreBestWeights ? ['best weights'] : [];
  const rule = `after ${epochs(stopping.patience)} without better ${MONITORS[stopping.monitor].title}${least}`;
  return { words: [rule, ...restored].join(' · '), changed: true };
}

/** What a reader of the plan is told where there can be none. */
export const noPlanWords = (monitor: Monitor): string =>
  `No plan can be drawn: when it falls, the run's ${MONITORS[monitor].title} decides.`;
