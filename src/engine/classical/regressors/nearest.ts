import type { PreparedData } from '@/dataset/types';
import type { Steps } from '@/engine/classical/slices';
import type { RegressorTask, Rows } from './types';

export interface NearestState {
  kind: 'nearestNeighboursRegressor';
  classes: 1;
  k: number;
  weights: 'uniform' | 'distance';
}

// biome-ignore lint/correctness/useYield: there is nothing to learn.
export function* fitNearest({ model }: RegressorTask): Steps<NearestState> {
  if (model.kind !== 'nearestNeighboursRegressor') throw new Error('These options are of another model.');
  return { kind: model.kind, classes: 1, k: model.k, weights: model.weights };
}

/** Of equally near rows the first ones count. A row at no distance leaves others no weight where nearer ones count more. */
export function* predictNearest({ k, weights }: NearestState, rows: Rows, data: PreparedData): Steps<Float32Array> {
  const { inputs: known, width, target } = data.table ?? {};
  if (!known || !width || !target) throw new Error('The training rows are not here.');
  const { train } = data;
  const answers = new Float32Array(rows.positions.length);
  const nearest = { distances: new Float64Array(k), rows: new Int32Array(k), count: 0 };
  for (let i = 0; i < answers.length; i++) {
    nearest.count = 0;
    const own = rows.inputs.subarray(rows.positions[i]! * width, (rows.positions[i]! + 1) * width);
    for (const row of train) offer(nearest, k, distance(own, known, row * width), row);
    answers[i] = meanOf(nearest, weights, target.standardized);
    if (i % 8 === 0) yield { share: i / answers.length, words: 'Comparing rows' };
  }
  return answers;
}

function distance(own: Float32Array, known: Float32Array, from: number): number {
  let sum = 0;
  for (let j = 0; j < own.length; j++) sum += (own[j]! - known[from + j]!) ** 2;
  return sum;
}

interface Nearest {
  distances: Float64Array;
  rows: Int32Array;
  count: number;
}

/** Puts a row in its place among the k nearest, if it is one of them. */
function offer(nearest: Nearest, k: number, distance: number, row: number): void {
  const { distances, rows } = nearest;
  if (nearest.count === k && distance >= distances[k - 1]!) return;
  let at = nearest.count < k ? nearest.count++ : k - 1;
  for (; at > 0 && distances[at - 1]! > distance; at--) {
    distances[at] = distances[at - 1]!;
    rows[at] = rows[at - 1]!;
  }
  distances[at] = distance;
  rows[at] = row;
}

function meanOf({ distances, rows, count }: Nearest, weights: NearestState['weights'], numbers: Float32Array): number {
  const met = weights === 'distance' && distances[0] === 0;
  let [sum, total] = [0, 0];
  for (let i = 0; i < count; i++) {
    const weight = weights === 'uniform' ? 1 : met ? Number(distances[i] === 0) : 1 / Math.sqrt(distances[i]!);
    sum += weight * numbers[rows[i]!]!;
    total += weight;
  }
  return sum / total;
}
