import { isNumberTask } from '@/experiment/data/classes';
import { planOf } from '@/experiment/network/describe';
import type { Run } from '@/run/types';
import { macroScore, talliesOf } from './class-scores';

/** What runs are compared by. `null` where a run does not have the figure, or does not have it yet. */
export interface RunFigures {
  /** Where classes are predicted. */
  testAccuracy: number | null;
  /** Where a number is predicted. */
  testR2: number | null;
  testLoss: number | null;
  /** On the test images. */
  macroF1: number | null;
  validationAccuracy: number | null;
  validationR2: number | null;
  /** Trainable or not; `null` of a classical model. */
  parameters: number | null;
  /** Epochs done; `null` of a classical model. */
  epochs: number | null;
  /** Seconds spent learning. */
  seconds: number | null;
}

/** The figures of a run, from what it has recorded; no model is asked. */
export function runFigures(run: Run): RunFigures {
  const { experiment, test, validation, epochRecords } = run;
  const isNumber = isNumberTask(experiment.data);
  const [testScore, validationScore] = [test?.score.accuracy ?? null, validation?.score.accuracy ?? null];
  const network = experiment.model.kind === 'network' ? planOf(experiment) : null;
  return {
    testAccuracy: isNumber ? null : testScore,
    testR2: isNumber ? testScore : null,
    testLoss: test?.score.loss ?? null,
    macroF1: isNumber ? null : test && macroScore(talliesOf(test.confusion)).f1,
    validationAccuracy: isNumber ? null : validationScore,
    validationR2: isNumber ? validationScore : null,
    parameters: network && network.trainable + network.nonTrainable,
    epochs: network && epochRecords.length,
    seconds: trainingSeconds(run),
  };
}

/** Seconds spent learning: all epochs, evaluations apart, or the fit of a classical model. `null` before the first of either is done. */
export function trainingSeconds({ fit, epochRecords }: Pick<Run, 'fit' | 'epochRecords'>): number | null {
  if (fit) return fit.seconds;
  return epochRecords.length > 0 ? epochRecords.reduce((sum, { seconds }) => sum + seconds, 0) : null;
}
