import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const classes = v.pipe(v.number(), v.integer(), v.minValue(2));

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');
const words = v.custom<Uint16Array>((value) => value instanceof Uint16Array, '16-bit integers');
const integers = v.custom<Int32Array>((value) => value instanceof Int32Array, '32-bit integers');
const floats = v.custom<Float32Array>((value) => value instanceof Float32Array, '32-bit floats');
const doubles = v.custom<Float64Array>((value) => value instanceof Float64Array, '64-bit floats');

/** What `pixels` has where a tree asks nothing more. */
const LEAF = 0xffff;

const treeSchema = v.object({
  pixels: words,
  thresholds: bytes,
  next: integers,
  shares: floats,
});

const mostFrequent = v.object({ kind: v.literal('mostFrequent'), classes, answer: whole });

const logisticRegression = v.object({
  kind: v.literal('logisticRegression'),
  classes,
  present: bytes,
  weights: doubles,
  iterations: whole,
  settled: v.boolean(),
});

const nearestNeighbours = v.object({
  kind: v.literal('nearestNeighbours'),
  classes,
  k: v.pipe(v.number(), v.integer(), v.minValue(1)),
  weights: v.picklist(['uniform', 'distance']),
  basis: v.object({ mean: doubles, directions: doubles }),
});

const decisionTree = v.object({ kind: v.literal('decisionTree'), classes, tree: treeSchema });

const randomForest = v.object({ kind: v.literal('randomForest'), classes, trees: v.pipe(v.array(treeSchema), v.minLength(1)) });

const modelSchema = v.variant('kind', [mostFrequent, logisticRegression, nearestNeighbours, decisionTree, randomForest]);

/** What a fitted classical model knows. The same shape as the engine's `ClassifierState`, which this floor may not import. */
export type SavedModel = v.InferOutput<typeof modelSchema>;

type SavedTree = v.InferOutput<typeof treeSchema>;

/** How a fitted model is stored, under its run's id. */
export interface ModelRow {
  /** Milliseconds since 1970. */
  savedAt: number;
  model: SavedModel;
}

/**
 * A stored model as it can be asked safely: one with a broken part would answer nonsense, or search for ever.
 *
 * @param pixels bytes of an image of the data set that it was trained on
 */
const modelRowSchema = (pixels: number): v.GenericSchema<unknown, ModelRow> =>
  v.object({
    savedAt: v.pipe(v.number(), v.finite()),
    model: v.pipe(
      modelSchema,
      v.check((model) => isSound(model, pixels), 'a sound model'),
    ),
  });

/** Reads a stored classical model of images of `pixels` bytes; `null` where the row is damaged. */
export function readModel(pixels: number): (row: unknown) => ModelRow | null {
  const schema = modelRowSchema(pixels);
  return (row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? parsed.output : null;
  };
}

function isSound(model: SavedModel, pixels: number): boolean {
  switch (model.kind) {
    case 'mostFrequent':
      return model.answer < model.classes;
    case 'logisticRegression':
      return hasAllWeights(model, pixels);
    case 'nearestNeighbours':
      return hasWholeBasis(model, pixels);
    case 'decisionTree':
      return isSoundTree(model.tree, model.classes, pixels);
    case 'randomForest':
      return model.trees.every((tree) => isSoundTree(tree, model.classes, pixels));
  }
}

/** A row of weights for each pixel and one of biases, with a column for each class that is present. */
function hasAllWeights({ present, weights, classes }: v.InferOutput<typeof logisticRegression>, pixels: number): boolean {
  const stride = weights.length / (pixels + 1);
  const known = present.length > 0 && present.every((label) => label < classes);
  return known && Number.isInteger(stride) && stride >= present.length && weights.every(Number.isFinite);
}

function hasWholeBasis({ basis: { mean, directions } }: v.InferOutput<typeof nearestNeighbours>, pixels: number): boolean {
  const whole = mean.length === pixels && directions.length > 0 && directions.length % pixels === 0;
  return whole && mean.every(Number.isFinite) && directions.every(Number.isFinite);
}

/** Every question leads on to later nodes, so that each search ends, and every leaf has an answer. */
function isSoundTree(tree: SavedTree, classes: number, pixels: number): boolean {
  const { thresholds, next, shares } = tree;
  const nodes = tree.pixels.length;
  if (nodes === 0 || thresholds.length !== nodes || next.length !== nodes || shares.length % classes !== 0) return false;
  const answers = classes + shares.length / classes;
  return tree.pixels.every((pixel, node) => {
    const target = next[node] ?? -1;
    if (pixel === LEAF) return target >= 0 && target < answers;
    return pixel < pixels && target > node + 1 && target < nodes;
  });
}
