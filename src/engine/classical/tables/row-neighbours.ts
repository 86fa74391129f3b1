import { rowBlock } from '@/dataset/tables/row-block';
import { trainingLabels } from '@/engine/classical/rows';
import { nearestTo } from '@/metrics/projection/nearest';
import type { RowAlgorithm } from './types';

/** The training rows themselves are the prepared data's, which follow from the Experiment. */
export interface RowNeighboursState {
  kind: 'rowNeighbours';
  classes: number;
  k: number;
  weights: 'uniform' | 'distance';
}

/** Rows compared with all others between two pauses. */
const CHUNK = 8;

/** Shares of the votes of the nearest training rows; of equally near ones the first count, and rows at no distance leave others no vote. */
export const rowNeighbours: RowAlgorithm<'nearestNeighbours', RowNeighboursState> = {
  // biome-ignore lint/correctness/useYield: there is nothing to learn.
  *fit({ model: { k, weights }, data }) {
    return { kind: 'rowNeighbours', classes: data.classNames.length, k, weights };
  },

  *predict({ classes, k, weights }, { inputs, width, positions }, data) {
    if (!data.table || data.train.length === 0) throw new Error('The training rows are not here.');
    const known = rowBlock(data.table, data.train);
    const labels = trainingLabels(data);
    const shares = new Float32Array(positions.length * classes);
    for (let i = 0; i < positions.length; i++) {
      const near = nearestTo(inputs.subarray(positions[i]! * width, (positions[i]! + 1) * width), known, k);
      const met = near[0]?.distance === 0;
      const votes = near.map(({ distance }) => (weights === 'uniform' ? 1 : met ? Number(distance === 0) : 1 / distance));
      const total = votes.reduce((sum, vote) => sum + vote, 0);
      for (const [n, { row }] of near.entries()) shares[i * classes + labels[row]!]! += votes[n]! / total;
      if (i % CHUNK === 0) yield { share: i / positions.length, words: 'Comparing rows' };
    }
    return shares;
  },
};
