import type { PreparedTable, TableRows } from '@/dataset/types';
import { type Column, inputsOf, type TableInfo } from '@/experiment/data/table';
import type { Scaling } from '@/experiment/data/types';
import { filled } from './missing';

/** How the numbers of a column enter a model: as (x - offset) * factor. */
interface Scale {
  offset: number;
  factor: number;
}

/**
 * Makes rows ready for a model: missing cells filled, categories one-hot, numbers scaled. What that needs to know (mean, deviation, smallest, largest, commonest
 * value) is taken from the training rows alone, and so is what standardizes a numeric target. What is constant there is only shifted, so that it enters as 0 (with "none" it stays).
 *
 * @param train positions of the training rows
 */
export function prepareTable(info: TableInfo, rows: TableRows, train: Uint32Array, scaling: Scaling): PreparedTable {
  const { columns } = info;
  const width = columns.reduce((sum, column) => sum + inputsOf(column), 0);
  const count = rows.target.length;
  const inputs = new Float32Array(count * width);
  let at = 0;
  columns.forEach((column, k) => {
    const values = filled(rows.columns[k]!, column.kind, train, info.missing ?? 'mean');
    if (column.kind === 'category') oneHot(values, inputs, at, width);
    else scale(values, scaleOf(values, train, scaling), inputs, at, width);
    at += inputsOf(column);
  });
  return { inputs, width, target: info.target.kind === 'number' ? preparedTarget(rows.target, train, info.target) : null };
}

/** A table without rows: enough to lay a network out for it. */
export const noRows = (width: number): PreparedTable => ({ inputs: new Float32Array(0), width, target: null });

function oneHot(codes: ArrayLike<number>, inputs: Float32Array, at: number, width: number): void {
  for (let i = 0; i < codes.length; i++) inputs[i * width + at + codes[i]!] = 1;
}

function scale(values: ArrayLike<number>, { offset, factor }: Scale, inputs: Float32Array, at: number, width: number): void {
  for (let i = 0; i < values.length; i++) inputs[i * width + at] = (values[i]! - offset) * factor;
}

function scaleOf(values: ArrayLike<number>, train: Uint32Array, scaling: Scaling): Scale {
  if (scaling === 'none') return { offset: 0, factor: 1 };
  if (scaling === 'standardized') return standard(values, train);
  const { low, high } = trainingRange(values, train);
  return { offset: low, factor: high > low ? 1 / (high - low) : 1 };
}

/** Mean and (population) deviation, as StandardScaler has them, in two passes: prices squared would leave no digits for their differences. */
function standard(values: ArrayLike<number>, train: Uint32Array): Scale {
  const { low, high } = trainingRange(values, train);
  // The mean of equal fractions is off by a last digit, and so small a deviation would blow it up to 1.
  if (low === high) return { offset: low, factor: 1 };
  let sum = 0;
  for (const i of train) sum += values[i]!;
  const offset = sum / train.length;
  let squares = 0;
  for (const i of train) squares += (values[i]! - offset) ** 2;
  return { offset, factor: 1 / Math.sqrt(squares / train.length) };
}

/** The smallest and the largest number of the training rows; 0 and 0 where there are none. */
function trainingRange(values: ArrayLike<number>, train: Uint32Array): { low: number; high: number } {
  if (train.length === 0) return { low: 0, high: 0 };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const i of train) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return { low, high };
}

function preparedTarget(values: ArrayLike<number>, train: Uint32Array, column: Column): PreparedTable['target'] {
  const { offset: mean, factor } = standard(values, train);
  return {
    name: column.name,
    unit: column.kind === 'number' ? (column.unit ?? '') : '',
    values: Float64Array.from(values),
    standardized: Float32Array.from(values, (value) => (value - mean) * factor),
    mean,
    deviation: 1 / factor,
  };
}
