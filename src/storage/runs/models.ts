import * as v from 'valibot';
import { schemaOf, type ValueOf } from '@/experiment/choice';
import type { ClassicalModel } from '@/experiment/classical/models';

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

/** How a fitted model of one kind is stored. */
interface Saved<T extends { kind: string }> {
  schema: v.GenericSchema<unknown, T>;
  /** Whether it can be asked about images of `pixels` bytes: one with a broken part would answer nonsense, or search for ever. */
  isSound(model: T, pixels: number): boolean;
}

/** Describes a stored model; its type follows from the schema. */
const saved = <T extends { kind: string }>(schema: v.GenericSchema<unknown, T>, isSound: Saved<NoInfer<T>>['isSound']): Saved<T> => ({
  schema,
  isSound,
});

const classTree = v.object({ features: integers, thresholds: doubles, next: integers, shares: floats });

const numberTree = v.object({ features: integers, thresholds: doubles, next: integers, values: doubles });

/** Weights for `inputs` numbers of a row. */
const linear = <K extends string>(kind: K) =>
  saved(
    v.object({ kind: v.literal(kind), classes: v.literal(1), weights: doubles, intercept: v.pipe(v.number(), v.finite()) }),
    (model, inputs) => model.weights.length === inputs && model.weights.every(Number.isFinite),
  );

const numberTrees = <K extends string>(kind: K) =>
  saved(v.object({ kind: v.literal(kind), classes: v.literal(1), trees: v.pipe(v.array(numberTree), v.minLength(1)) }), (model, inputs) =>
    model.trees.every((tree) => isSoundNumberTree(tree, inputs)),
  );

/** What models of classes know that learned from rows of a table. */
type RowKind = 'rowTrees' | 'rowLogistic' | 'rowNeighbours';

/** The one table from kind to what is stored of it; a kind left out is a compile error. */
const SAVED = {
  mostFrequent: saved(v.object({ kind: v.literal('mostFrequent'), classes, answer: whole }), (model) => model.answer < model.classes),
  logisticRegression: saved(
    v.object({
      kind: v.literal('logisticRegression'),
      classes,
      present: bytes,
      weights: doubles,
      iterations: whole,
      settled: v.boolean(),
    }),
    hasAllWeights,
  ),
  nearestNeighbours: saved(
    v.object({
      kind: v.literal('nearestNeighbours'),
      classes,
      k: v.pipe(v.number(), v.integer(), v.minValue(1)),
      weights: v.picklist(['uniform', 'distance']),
      basis: v.object({ mean: doubles, directions: doubles }),
    }),
    hasWholeBasis,
  ),
  decisionTree: saved(v.object({ kind: v.literal('decisionTree'), classes, tree: treeSchema }), (model, pixels) =>
    isSoundTree(model.tree, model.classes, pixels),
  ),
  randomForest: saved(
    v.object({ kind: v.literal('randomForest'), classes, trees: v.pipe(v.array(treeSchema), v.minLength(1)) }),
    (model, pixels) => model.trees.every((tree) => isSoundTree(tree, model.classes, pixels)),
  ),
  mean: linear('mean'),
  linearRegression: linear('linearRegression'),
  ridge: linear('ridge'),
  nearestNeighboursRegressor: saved(
    v.object({
      kind: v.literal('nearestNeighboursRegressor'),
      classes: v.literal(1),
      k: v.pipe(v.number(), v.integer(), v.minValue(1)),
      weights: v.picklist(['uniform', 'distance']),
    }),
    () => true,
  ),
  decisionTreeRegressor: numberTrees('decisionTreeRegressor'),
  randomForestRegressor: numberTrees('randomForestRegressor'),
  rowTrees: saved(
    v.object({
      kind: v.literal('rowTrees'),
      model: v.picklist(['decisionTree', 'randomForest']),
      classes,
      trees: v.pipe(v.array(classTree), v.minLength(1)),
    }),
    (model, inputs) => model.trees.every((tree) => isSoundClassTree(tree, model.classes, inputs)),
  ),
  rowLogistic: saved(
    v.object({ kind: v.literal('rowLogistic'), classes, present: bytes, weights: doubles, iterations: whole, settled: v.boolean() }),
    ({ present, weights, classes: known }, inputs) =>
      present.length > 0 &&
      present.every((label) => label < known) &&
      weights.length === (inputs + 1) * present.length &&
      weights.every(Number.isFinite),
  ),
  rowNeighbours: saved(
    v.object({
      kind: v.literal('rowNeighbours'),
      classes,
      k: v.pipe(v.number(), v.integer(), v.minValue(1)),
      weights: v.picklist(['uniform', 'distance']),
    }),
    () => true,
  ),
} satisfies { [K in ClassicalModel['kind'] | RowKind]: { schema: v.GenericSchema<unknown, { kind: K }> } };

/** What a fitted classical model knows. The same shape as the engine's `FittedState`, which this floor may not import. */
export type SavedModel = ValueOf<typeof SAVED>;

type SavedTree = v.InferOutput<typeof treeSchema>;

/** How a fitted model is stored, under its run's id. */
export interface ModelRow {
  /** Milliseconds since 1970. */
  savedAt: number;
  model: SavedModel;
}

/** @param pixels bytes of an image of the data set that it was trained on */
const modelRowSchema = (pixels: number): v.GenericSchema<unknown, ModelRow> =>
  v.object({
    savedAt: v.pipe(v.number(), v.finite()),
    model: v.pipe(
      schemaOf(SAVED),
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

const isSound = (model: SavedModel, pixels: number): boolean => (SAVED[model.kind] as unknown as Saved<SavedModel>).isSound(model, pixels);

/** A row of weights for each pixel and one of biases, with a column for each class that is present. */
function hasAllWeights(
  { present, weights, classes }: { present: Uint8Array; weights: Float64Array; classes: number },
  pixels: number,
): boolean {
  const stride = weights.length / (pixels + 1);
  const known = present.length > 0 && present.every((label) => label < classes);
  return known && Number.isInteger(stride) && stride >= present.length && weights.every(Number.isFinite);
}

function hasWholeBasis({ basis: { mean, directions } }: { basis: Record<'mean' | 'directions', Float64Array> }, pixels: number): boolean {
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

/** Every question is about an input and leads on to later nodes, and every leaf has a number. */
function isSoundNumberTree({ features, thresholds, next, values }: v.InferOutput<typeof numberTree>, inputs: number): boolean {
  const nodes = features.length;
  if (nodes === 0 || [thresholds, next, values].some(({ length }) => length !== nodes)) return false;
  return features.every((feature, node) => {
    if (feature === -1) return Number.isFinite(values[node]);
    const target = next[node] ?? -1;
    return feature >= 0 && feature < inputs && Number.isFinite(thresholds[node]) && target > node + 1 && target < nodes;
  });
}

/** Every question is about an input and leads on to later nodes, and every leaf has a class or shares of classes. */
function isSoundClassTree(
  { features, thresholds, next, shares }: v.InferOutput<typeof classTree>,
  classes: number,
  inputs: number,
): boolean {
  const nodes = features.length;
  if (nodes === 0 || thresholds.length !== nodes || next.length !== nodes || shares.length % classes !== 0) return false;
  const answers = classes + shares.length / classes;
  return features.every((feature, node) => {
    const target = next[node] ?? -1;
    if (feature === -1) return target >= 0 && target < answers;
    return feature >= 0 && feature < inputs && Number.isFinite(thresholds[node]) && target > node + 1 && target < nodes;
  });
}
