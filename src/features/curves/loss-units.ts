import type { Experiment } from '@/experiment/experiment';
import type { CurveRow } from '@/metrics/curves/curve-rows';
import type { RunTarget } from '@/run/types';

/** How the loss of the standardized target becomes one of the target itself. */
export interface LossUnits {
  /** What a loss is multiplied by. */
  factor: number;
  /** What it is then measured in: "₹²". */
  unit: string;
}

/** The units of a loss; `null` where classes are predicted, and of Huber, which has squares near 0 and none beyond. */
export function lossUnits(experiment: Experiment | null, target: RunTarget | null): LossUnits | null {
  if (!experiment || !target) return null;
  const name = target.unit || target.name;
  switch (experiment.training.loss) {
    case 'meanSquaredError':
      return { factor: target.deviation ** 2, unit: `${name}²` };
    case 'meanAbsoluteError':
      return { factor: target.deviation, unit: name };
    default:
      return null;
  }
}

/** The rows of a chart in other units. */
export const rowsIn = (rows: CurveRow[], factor: number): CurveRow[] =>
  factor === 1 ? rows : rows.map((row) => ({ ...row, ...scaled(row, factor) }));

const scaled = ({ raw, band, smooth, validation }: CurveRow, factor: number): Pick<CurveRow, 'raw' | 'band' | 'smooth' | 'validation'> => ({
  raw: raw === null ? null : raw * factor,
  band: band && [band[0] * factor, band[1] * factor],
  smooth: smooth === null ? null : smooth * factor,
  validation: validation === null ? null : validation * factor,
});
