import { type Axis, roundTicks } from '@/metrics/curves/axes';
import { extentOf } from './scale';

/** Numbers and how their target is spoken of. */
interface TargetNumbers {
  truth: Float64Array;
  predicted: Float64Array;
  target: { name: string; unit: string };
}

type TitledAxis = Axis & { title: string };

const titled = (title: string, low: number, high: number, count?: number): TitledAxis => ({
  title,
  domain: [low, high],
  ticks: roundTicks(low, high, count),
});

const inUnit = ({ unit }: TargetNumbers['target']): string => (unit ? ` (${unit})` : '');

/** The equal axes of predicted against true numbers. */
export function predictedAxes({ truth, predicted, target }: TargetNumbers): { x: TitledAxis; y: TitledAxis } {
  const [low, high] = extentOf(truth, predicted);
  return { x: titled(`True ${target.name}${inUnit(target)}`, low, high), y: titled(`Predicted${inUnit(target)}`, low, high) };
}

/**
 * The axes of the rows by their residual.
 *
 * @param reach the largest residual that has a bin of its own
 * @param counts rows in each bin
 */
export function residualAxes(target: TargetNumbers['target'], reach: number, counts: readonly number[]): { x: TitledAxis; y: TitledAxis } {
  return { x: titled(`True − predicted${inUnit(target)}`, -reach, reach), y: titled('Rows', 0, Math.max(1, ...counts), 4) };
}
