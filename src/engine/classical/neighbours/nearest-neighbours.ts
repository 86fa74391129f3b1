import { imageBytes } from '@/dataset/image-size';
import type { PreparedData } from '@/dataset/types';
import type { Algorithm } from '@/engine/classical/algorithm';
import { type ImageRows, rowsAt, trainingLabels } from '@/engine/classical/rows';
import type { Steps } from '@/engine/classical/slices';
import { type Basis, DIRECTIONS, findBasis } from './basis';
import { Nearest } from './nearest';
import { searchAll, searchSketched } from './search';
import { COARSE_LENGTH, FINE_LENGTH, type Sketches, sketch } from './sketch';

/** What is kept of a fit. The training images themselves are the prepared data's, which follow from the Experiment. */
export interface NearestNeighboursState {
  kind: 'nearestNeighbours';
  classes: number;
  k: number;
  weights: 'uniform' | 'distance';
  basis: Basis;
}

/** Sketches of the training images, 15 MB for 60,000, live as long as the state they belong to and are made anew where it was stored. */
const KNOWN = new WeakMap<NearestNeighboursState, Sketches>();

/** For fewer images than this, making sketches takes longer than doing without. */
const WORTH_SKETCHES = 50;

/**
 * k nearest neighbours by Euclidean distance over the bytes (any scaling keeps the order), exactly: of images equally far the earlier one in the
 * training set is taken. Probabilities are shares of the votes, as scikit-learn's, so that of tied classes the first is predicted.
 *
 * Comparing 10,000 images with 60,000 in full is 470 thousand million products. Instead each image is sketched in 50 numbers along the
 * directions in which images differ most; a bound from the sketches rules out about 98 of 100 images, and the result is the same.
 */
export const nearestNeighbours: Algorithm<'nearestNeighbours', NearestNeighboursState> = {
  *fit({ model: { k, weights }, data, seed }) {
    const basis = yield* findBasis(data, seed);
    const state: NearestNeighboursState = { kind: 'nearestNeighbours', classes: data.classNames.length, k, weights, basis };
    KNOWN.set(state, yield* sketch(rowsAt(data, data.train), basis, 'Sketching the training images'));
    return state;
  },

  *predict(state, rows, data) {
    const labels = trainingLabels(data);
    const nearest = new Nearest(Math.min(state.k, labels.length), labels.length);
    const probabilities = new Float32Array(rows.positions.length * state.classes);
    const search = yield* searcher(state, rows, data);
    for (let i = 0; i < rows.positions.length; i++) {
      nearest.clear();
      search(i, nearest);
      vote(nearest, labels, state.weights, probabilities.subarray(i * state.classes, (i + 1) * state.classes));
      yield { share: i / rows.positions.length, words: `Comparing image ${i + 1} of ${rows.positions.length}` };
    }
    return probabilities;
  },

  isWhole: ({ basis: { mean, directions } }, data) => mean.length === imageBytes(data) && directions.length === mean.length * DIRECTIONS,
};

type Search = (row: number, nearest: Nearest) => void;

/** How the rows are compared with the training images: with sketches where they are there, or worth making. */
function* searcher(state: NearestNeighboursState, rows: ImageRows, data: PreparedData): Steps<Search> {
  const { pixels, positions, size } = rows;
  const training = rowsAt(data, data.train);
  let known = KNOWN.get(state);
  if (!known) {
    if (positions.length < WORTH_SKETCHES) return (i, nearest) => searchAll(training, pixels, positions[i]! * size, nearest);
    known = yield* sketch(training, state.basis, 'Sketching the training images');
    KNOWN.set(state, known);
  }
  const sketches = known;
  const asked = yield* sketch(rows, state.basis, 'Sketching the images');
  return (i, nearest) => {
    const coarse = asked.coarse.subarray(i * COARSE_LENGTH, (i + 1) * COARSE_LENGTH);
    const fine = asked.fine.subarray(i * FINE_LENGTH, (i + 1) * FINE_LENGTH);
    searchSketched(training, sketches, { pixels, query: positions[i]! * size, coarse, fine }, nearest);
  };
}

/**
 * Writes the shares of the votes. By distance a vote counts 1 / distance; where neighbours are the very same image, only those vote
 * (scikit-learn's rules).
 */
function vote(nearest: Nearest, labels: Uint8Array, weights: 'uniform' | 'distance', shares: Float32Array): void {
  const voters = nearest.result();
  const same = voters.filter(({ distance }) => distance === 0);
  const alike = weights === 'uniform' || same.length > 0;
  const counted = weights === 'distance' && same.length > 0 ? same : voters;
  const votes = counted.map(({ distance }) => (alike ? 1 : 1 / Math.sqrt(distance)));
  const total = votes.reduce((sum, count) => sum + count, 0);
  const sums = new Float64Array(shares.length);
  for (const [i, { place }] of counted.entries()) sums[labels[place]!]! += votes[i]!;
  for (let c = 0; c < shares.length; c++) shares[c] = sums[c]! / total;
}
