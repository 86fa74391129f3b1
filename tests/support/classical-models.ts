import type { SavedModel } from '@/storage/runs/models';

const LEAF = 0xffff;
const PIXELS = 784;

/** One question with two answers: class 1, or a share of both. */
export const sampleTree = () => ({
  pixels: Uint16Array.of(3, LEAF, LEAF),
  thresholds: Uint8Array.of(9, 0, 0),
  next: Int32Array.of(2, 1, 2),
  shares: Float32Array.of(0.25, 0.75),
});

/** A sound model of each kind, between two classes. */
export const MODELS: SavedModel[] = [
  { kind: 'mostFrequent', classes: 2, answer: 1 },
  {
    kind: 'logisticRegression',
    classes: 2,
    present: Uint8Array.of(0, 1),
    weights: new Float64Array((PIXELS + 1) * 2).fill(0.5),
    iterations: 7,
    settled: true,
  },
  {
    kind: 'nearestNeighbours',
    classes: 2,
    k: 3,
    weights: 'distance',
    basis: { mean: new Float64Array(PIXELS), directions: new Float64Array(PIXELS * 5) },
  },
  { kind: 'decisionTree', classes: 2, tree: sampleTree() },
  { kind: 'randomForest', classes: 2, trees: [sampleTree(), sampleTree()] },
];
