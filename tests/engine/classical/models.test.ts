import { describe, expect, it } from 'vitest';
import { fitClassifier } from '@/engine/classical/classifier';
import { minimise } from '@/engine/classical/logistic/lbfgs';
import { inSlices } from '@/engine/classical/slices';
import { growForest, joinForests } from '@/engine/classical/trees/random-forest';
import { LEAF, type Tree } from '@/engine/classical/trees/tree';
import { accuracyOn, free, randomData } from './fixtures';

const data = randomData();

describe('L-BFGS', () => {
  /** Rosenbrock's valley: smallest, 0, at (1, 1). */
  // biome-ignore lint/correctness/useYield: an objective may take no pause.
  const valley = function* ([x, y]: Float64Array) {
    const [a, b] = [1 - x!, y! - x! * x!];
    return { value: a * a + 100 * b * b, gradient: Float64Array.of(-2 * a - 400 * x! * b, 200 * b) };
  };
  const descend = (maxIterations: number) =>
    inSlices(minimise(valley, Float64Array.of(-1.2, 1), { maxIterations, tolerance: 1e-8, onIteration: () => undefined }), free());

  it('finds the bottom of a curved valley', async () => {
    const { point, settled, iterations } = await descend(200);
    expect(settled).toBe(true);
    expect(iterations).toBeLessThan(100);
    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(1, 6);
  });

  it('says where it ran out of iterations', async () => {
    expect(await descend(5)).toMatchObject({ settled: false, iterations: 5 });
  });
});

describe('logistic regression', () => {
  it('says when it stopped before it had settled', async () => {
    const model = await fitClassifier({ kind: 'logisticRegression', C: 1, maxIterations: 3 }, { data, seed: 1, ...free() });
    expect(model.notes).toEqual(['Stopped after 3 iterations, before it had settled: more may do better.']);
  });
});

describe('k nearest neighbours', () => {
  /** Every squared distance, in full, nearest first and earlier first among equals: the votes of the first k. */
  function votesByHand({ pixels, targets, train, height, width }: typeof data, asked: number, k: number): number[] {
    const size = height * width;
    const distance = (i: number) =>
      pixels.slice(i * size, (i + 1) * size).reduce((sum, value, p) => sum + (value - pixels[asked * size + p]!) ** 2, 0);
    const ranked = [...train].map((i, place) => ({ i, place, far: distance(i) })).sort((a, b) => a.far - b.far || a.place - b.place);
    return ranked.slice(0, k).map(({ i }) => targets[i]!);
  }

  it.each([2, 4, 256])('is exact with sketches and without, with %i grey levels', async (levels) => {
    const many = randomData({ levels, seed: levels, test: 55 });
    const k = 7;
    const model = await fitClassifier({ kind: 'nearestNeighbours', k, weights: 'uniform' }, { data: many, seed: 1, ...free() });
    const probabilities = await model.probabilities(many.test, free());
    for (const [row, asked] of many.test.entries()) {
      const votes = votesByHand(many, asked, k);
      const shares = Float32Array.from([0, 1, 2], (c) => votes.filter((vote) => vote === c).length / k);
      expect(probabilities.slice(row * 3, row * 3 + 3)).toEqual(shares);
    }
  });

  it('lets all images vote where there are fewer than k', async () => {
    const few = { ...data, train: data.train.slice(0, 4) };
    const model = await fitClassifier({ kind: 'nearestNeighbours', k: 9, weights: 'uniform' }, { data: few, seed: 1, ...free() });
    const shares = await model.probabilities(data.test.slice(0, 1), free());
    const counts = Float32Array.from([0, 1, 2], (c) => few.train.filter((i) => data.targets[i] === c).length / 4);
    expect(shares).toEqual(counts);
  });
});

const depthOf = ({ pixels, next }: Tree, node = 0): number =>
  pixels[node] === LEAF ? 0 : 1 + Math.max(depthOf({ pixels, next } as Tree, node + 1), depthOf({ pixels, next } as Tree, next[node]!));

describe('trees', () => {
  const forest = { kind: 'randomForest', trees: 6, maxDepth: null, minSamplesLeaf: 1, maxFeatures: null, bootstrap: true } as const;

  it('learn their training images by heart without limits, from the sorted and the counted side alike', async () => {
    const tree = await fitClassifier({ kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 1 }, { data, seed: 1, ...free() });
    expect(accuracyOn(data, data.train, await tree.probabilities(data.train, free()))).toBe(1);
    expect(tree.toState().tree.shares).toHaveLength(0);
  });

  it('keep to their depth and to the images that a leaf needs', async () => {
    const shallow = await fitClassifier({ kind: 'decisionTree', maxDepth: 2, minSamplesLeaf: 1 }, { data, seed: 1, ...free() });
    expect(depthOf(shallow.toState().tree)).toBe(2);
    const wide = await fitClassifier({ kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 40 }, { data, seed: 1, ...free() });
    const leaves = new Map<string, number>();
    const shares = await wide.probabilities(data.train, free());
    for (let i = 0; i < data.train.length; i++) {
      const key = shares.slice(i * 3, i * 3 + 3).join();
      leaves.set(key, (leaves.get(key) ?? 0) + 1);
    }
    expect(leaves.size).toBeGreaterThan(2);
    expect(Math.min(...leaves.values())).toBeGreaterThanOrEqual(40);
  });

  it('of a forest without chance are all the decision tree', async () => {
    const fixed = await fitClassifier({ ...forest, trees: 2, bootstrap: false, maxFeatures: 36 }, { data, seed: 1, ...free() });
    const tree = await fitClassifier({ kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 1 }, { data, seed: 9, ...free() });
    expect(fixed.toState().trees).toEqual([tree.toState().tree, tree.toState().tree]);
  });

  it('of a forest differ from each other and from those of another seed', async () => {
    const [one, other] = [
      await fitClassifier(forest, { data, seed: 1, ...free() }),
      await fitClassifier(forest, { data, seed: 2, ...free() }),
    ];
    const texts = [...one.toState().trees, ...other.toState().trees].map(({ pixels }) => pixels.join());
    expect(new Set(texts).size).toBe(12);
  });

  it('can be grown in parts', async () => {
    const task = { model: forest, data, seed: 5 };
    const [first, second] = [await inSlices(growForest(task, 0, 2), free()), await inSlices(growForest(task, 2, 6), free())];
    expect(joinForests([first, second])).toEqual(await inSlices(growForest(task, 0, 6), free()));
  });
});
