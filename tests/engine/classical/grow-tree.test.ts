import { expect, it } from 'vitest';
import { growNumberTree } from '@/engine/classical/regressors/tree';
import type { Steps } from '@/engine/classical/slices';
import { type Criterion, columnsOf, growTree, leafOf } from '@/engine/classical/tables/grow-tree';
import { createRandom } from '@/experiment/random';

const WIDTH = 5;
const ROWS = 40;

const random = createRandom(8);
/** The last column is the same in every row: no question can be asked of it. */
const inputs = Float32Array.from({ length: ROWS * WIDTH }, (_, at) => (at % WIDTH === WIDTH - 1 ? 7 : random.below(6)));
const truth = Float64Array.from({ length: ROWS }, (_, row) => inputs[row * WIDTH]! * 3 + inputs[row * WIDTH + 1]!);
const growing = {
  inputs,
  width: WIDTH,
  columns: columnsOf(inputs, WIDTH),
  rows: Uint32Array.from({ length: ROWS }, (_, row) => row),
  maxDepth: 3,
  minSamplesLeaf: 1,
  featuresPerSplit: WIDTH,
  progress: (share: number) => ({ share, words: '' }),
};

/** Goes through all pauses. */
function end<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

it.each([1, 2, 4])('asks %i inputs that differ at each node, and draws others in the place of those that do not', (featuresPerSplit) => {
  const asked: number[][] = [];
  const criterion: Criterion = {
    enter: () => {
      asked.push([]);
      return false;
    },
    binned: (feature) => {
      if (feature === WIDTH - 1) return 'constant';
      asked.at(-1)?.push(feature);
      return { feature, threshold: 2.5, gain: feature };
    },
    sorted: () => expect.fail('there are few values'),
    answer: () => 0,
  };
  const { features } = end(growTree({ ...growing, featuresPerSplit, maxDepth: 1, random: createRandom(3) }, criterion));
  const root = asked[0] ?? [];
  expect(root).toHaveLength(featuresPerSplit);
  expect(new Set(root).size).toBe(featuresPerSplit);
  // The best of those that were asked.
  expect(features[0]).toBe(Math.max(...root));
});

it('sends every row to a leaf whose value is the mean of the rows that end there', () => {
  const tree = end(growNumberTree({ ...growing, truth, random: createRandom(3) }));
  const ends = new Map<number, number[]>();
  for (const row of growing.rows) {
    const leaf = leafOf(tree, inputs, row * WIDTH);
    ends.set(leaf, [...(ends.get(leaf) ?? []), row]);
  }
  expect(ends.size).toBeGreaterThan(4);
  for (const [leaf, rows] of ends) {
    expect(tree.features[leaf]).toBe(-1);
    expect(tree.values[leaf]).toBeCloseTo(rows.reduce((sum, row) => sum + truth[row]!, 0) / rows.length, 10);
  }
});

it('passes over inputs that do not differ where rows are sorted, too', () => {
  const asked: number[] = [];
  const criterion: Criterion = {
    enter: () => false,
    binned: () => expect.fail('there are no codes'),
    sorted: (feature, order) => {
      asked.push(feature);
      const values = [...order].map((row) => inputs[row * WIDTH + feature]!);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      return null;
    },
    answer: () => 0,
  };
  const columns = growing.columns.map(({ distinct }) => ({ distinct, codes: null }));
  end(growTree({ ...growing, columns, maxDepth: 1, random: createRandom(3) }, criterion));
  expect(asked.toSorted()).toEqual([0, 1, 2, 3]);
});

it('has codes for the values of an input, unless they are too many for 16 bits', () => {
  expect(columnsOf(Float32Array.of(3, 1, 3, 2), 1)).toEqual([{ distinct: Float64Array.of(1, 2, 3), codes: Uint16Array.of(2, 0, 2, 1) }]);
  const [many] = columnsOf(
    Float32Array.from({ length: 65_536 }, (_, row) => row),
    1,
  );
  expect(many?.codes).toBeNull();
});
