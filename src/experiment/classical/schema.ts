import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';

const tree = { maxDepth: v.nullable(v.number()), minSamplesLeaf: number };

/** A classical model from outside: whether its numbers make sense is for `classicalIssues` to say. */
export const classicalSchema = v.variant('kind', [
  v.object({ kind: v.literal('mostFrequent') }),
  v.object({ kind: v.literal('logisticRegression'), C: number, maxIterations: number }),
  v.object({ kind: v.literal('nearestNeighbours'), k: number, weights: v.picklist(['uniform', 'distance']) }),
  v.object({ ...tree, kind: v.literal('decisionTree') }),
  v.object({ ...tree, kind: v.literal('randomForest'), trees: number, maxFeatures: v.nullable(v.number()), bootstrap: v.boolean() }),
]);
