import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { FigureOf } from '@/experiment/presets/published';
import { isActive } from '@/run/reduce';
import type { EpochRecord, Run, Score } from '@/run/types';
import { classAccuracy, classScores, macroScore, microScore, talliesOf } from './class-scores';
import { rmseOf } from './numbers/regression';

/**
 * The Experiment as a run carries it out: with the learning rate in force, and with the epochs that it was given more of, or that it did where it
 * was ended before its time. Where early stopping first ended it, the Experiment's own epochs were all that was asked for. A classical model has neither.
 */
export function asCarriedOut(run: Run): Experiment {
  const { training, model } = run.experiment;
  if (model.kind === 'classical') return run.experiment;
  const done = isActive(run) ? run.epochs : run.epochRecords.length;
  const stopped = run.interventions.find(({ what }) => what === 'stoppedEarly');
  const epochs = done === stopped?.epoch ? training.epochs : done;
  return { ...run.experiment, training: { ...training, learningRate: run.learningRate, epochs } };
}

/** The number of a run that a published figure speaks of; `null` where the run does not have it (yet). */
export function figureIn(run: Run, wanted: FigureOf): number | null {
  switch (wanted.of) {
    case 'loss':
    case 'accuracy':
      return wanted.set === 'test' ? (run.test?.score[wanted.of] ?? null) : epochFigure(run, wanted.set, wanted.epoch, wanted.of);
    case 'parameters':
    case 'nonTrainable':
      return parametersOf(run.experiment, wanted.of);
    case 'mse':
    case 'rmse':
    case 'rootMae':
    case 'r2':
      return numberFigure(run, wanted.of);
    case 'trainingMse':
      return trainingMse(run);
    case 'f1':
      return run.test ? (classScores(talliesOf(run.test.confusion))[wanted.class]?.f1 ?? null) : null;
    case 'macroF1':
      return run.test ? macroScore(talliesOf(run.test.confusion)).f1 : null;
    case 'classAccuracy':
      return run.test && wanted.class < run.test.confusion.length ? classAccuracy(run.test.confusion, wanted.class) : null;
    default:
      return thresholdedFigure(run, wanted.of);
  }
}

/** A classical model has no parameters that reports count. */
function parametersOf(experiment: Experiment, of: 'parameters' | 'nonTrainable'): number | null {
  if (experiment.model.kind === 'classical') return null;
  const { trainable, nonTrainable } = planOf(experiment);
  return of === 'parameters' ? trainable + nonTrainable : nonTrainable;
}

function numberFigure({ test }: Run, of: 'mse' | 'rmse' | 'rootMae' | 'r2'): number | null {
  const numbers = test?.numbers;
  if (!numbers) return null;
  return { mse: numbers.mse, rmse: rmseOf(numbers), rootMae: Math.sqrt(numbers.mae), r2: numbers.r2 }[of];
}

/** The loss is that of the standardized target, and without L1 / L2 nothing else. `null` where it is another loss, or something is added. */
function trainingMse({ experiment, target, epochRecords }: Run): number | null {
  const last = epochRecords.at(-1);
  if (!target || !last || experiment.training.loss !== 'meanSquaredError' || hasPenalty(experiment)) return null;
  return last.training.loss * target.deviation ** 2;
}

const hasPenalty = (experiment: Experiment): boolean =>
  layersOf(experiment).some((layer) => ('l1' in layer && layer.l1 > 0) || ('l2' in layer && layer.l2 > 0));

type Thresholded = Extract<FigureOf, { of: 'microPrecision' | 'microRecall' | 'microF1' | 'thresholdedMacroF1' }>['of'];

function thresholdedFigure(run: Run, of: Thresholded): number | null {
  const tallies = run.test?.thresholded;
  if (!tallies) return null;
  if (of === 'thresholdedMacroF1') return macroScore(tallies).f1;
  const { precision, recall, f1 } = microScore(tallies);
  return { microPrecision: precision, microRecall: recall, microF1: f1 }[of];
}

/** A classical model has one figure in place of the epochs', which is both its last and its best. */
function epochFigure(run: Run, set: 'training' | 'validation', epoch: number | 'best' | 'last', of: keyof Score): number | null {
  if (run.fit && typeof epoch === 'string') return (set === 'training' ? run.fit.training : run.validation?.score)?.[of] ?? null;
  return recordAt(run.epochRecords, epoch)?.[set]?.[of] ?? null;
}

/** The record of an epoch; the best is that of the least validation loss, the earlier one where two are equal. */
function recordAt(records: readonly EpochRecord[], epoch: number | 'best' | 'last'): EpochRecord | undefined {
  if (epoch === 'last') return records.at(-1);
  if (epoch !== 'best') return records[epoch - 1];
  const loss = (record: EpochRecord) => record.validation?.loss ?? Number.POSITIVE_INFINITY;
  return records.reduce<EpochRecord | undefined>((best, record) => (!best || loss(record) < loss(best) ? record : best), undefined);
}
