import { rowBlock } from '@/dataset/tables/row-block';
import { nearestTo } from '@/metrics/projection/nearest';
import type { RegressorAlgorithm } from './types';

export interface NearestState {
  kind: 'nearestNeighboursRegressor';
  classes: 1;
  k: number;
  weights: 'uniform' | 'distance';
}

/** Rows compared with all others between two pauses. */
const CHUNK = 8;

/** Of equally near rows the first ones count. A row at no distance leaves others no weight where nearer ones count more. */
export const nearestNeighboursRegressor: RegressorAlgorithm<'nearestNeighboursRegressor', NearestState> = {
  // biome-ignore lint/correctness/useYield: there is nothing to learn.
  *fit({ model: { kind, k, weights } }) {
    return { kind, classes: 1, k, weights };
  },

  *predict({ k, weights }, { inputs, width, positions }, { table, train }) {
    if (!table?.target) throw new Error('The training rows are not here.');
    const { standardized } = table.target;
    const known = rowBlock(table, train);
    const numbers = Float32Array.from(train, (row) => standardized[row]!);
    const answers = new Float32Array(positions.length);
    for (let i = 0; i < answers.length; i++) {
      const own = inputs.subarray(positions[i]! * width, (positions[i]! + 1) * width);
      answers[i] = meanOf(nearestTo(own, known, k), weights, numbers);
      if (i % CHUNK === 0) yield { share: i / answers.length, words: 'Comparing rows' };
    }
    return answers;
  },
};

function meanOf(near: ReturnType<typeof nearestTo>, weights: NearestState['weights'], numbers: Float32Array): number {
  const met = weights === 'distance' && near[0]?.distance === 0;
  let [sum, total] = [0, 0];
  for (const { row, distance } of near) {
    const weight = weights === 'uniform' ? 1 : met ? Number(distance === 0) : 1 / distance;
    sum += weight * numbers[row]!;
    total += weight;
  }
  return sum / total;
}
