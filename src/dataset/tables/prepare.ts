import type { PreparedTable, TableRows } from '@/dataset/types';
import { type Column, inputsOf, type TableInfo } from '@/experiment/data/table';
import type { Scaling } from '@/experiment/data/types';

/** How the numbers of a column enter a model: as (x - offset) * factor. */
interface Scale {
  offset: number;
  factor: number;
}

/**
 * Makes rows ready for a model: categories one-hot, numbers scaled. What scaling needs to know (mean, deviation, smallest, largest) is taken from the
 * training rows alone, and so is what standardizes a numeric target. A column, or a target, that is constant there enters as 0.
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
    const values = rows.columns[k]!;
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
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const i of train) {
    smallest = Math.min(smallest, values[i]!);
    largest = Math.max(largest, values[i]!);
  }
  return { offset: Number.isFinite(smallest) ? smallest : 0, factor: largest > smallest ? 1 / (largest - smallest) : 1 };
}

/** Mean and (population) deviation, as StandardScaler has them, in two passes: prices squared would leave no digits for their differences. */
function standard(values: ArrayLike<number>, train: Uint32Array): Scale {
  let sum = 0;
  for (const i of train) sum += values[i]!;
  const offset = train.length > 0 ? sum / train.length : 0;
  let squares = 0;
  for (const i of train) squares += (values[i]! - offset) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, train.length));
  return { offset, factor: deviation > 0 ? 1 / deviation : 1 };
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
