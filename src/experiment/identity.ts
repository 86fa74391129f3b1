import { usesClassWeights } from './classical/models';
import { classicalOf, type Experiment, layersOf } from './experiment';
import type { Layer } from './network/kinds';

/**
 * A plain value as text that is the same wherever the content is: edits and storage write an object's keys in different orders. What JSON cannot
 * write (NaN, undefined) is written as JSON does.
 */
export const canonical = (value: unknown): string => JSON.stringify(value, (_key, part) => (isPlainObject(part) ? sorted(part) : part));

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether two plain values have the same content, in whatever order their keys are. */
export const sameContent = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** Start and factor of FNV-1a with 128 bits (draft-eastlake-fnv), and what keeps a product to them. */
const FNV_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const FNV_PRIME = 0x1000000000000000000013bn;
const FNV_BITS = 128;

/**
 * A key for a plain value: 32 hexadecimal digits that follow from its content, the same on every computer and in every version. 128 bits tell all designs
 * that anybody will ever make apart, but do not withstand somebody who looks for two of one key.
 */
export function contentKey(value: unknown): string {
  let hash = FNV_BASIS;
  for (const byte of new TextEncoder().encode(canonical(value))) hash = BigInt.asUintN(FNV_BITS, (hash ^ BigInt(byte)) * FNV_PRIME);
  return hash.toString(16).padStart(FNV_BITS / 4, '0');
}

/** A layer without its id, which is no part of what it computes. */
export function bareLayer(layer: Layer): Omit<Layer, 'id'> {
  const { id: _, ...options } = layer;
  return options;
}

/** The parts of an Experiment by which two of them can differ: one for each setting, layers by their place. */
export type Difference = `data.${string}` | `layer.${number}` | 'model' | `model.${string}` | `training.${string}`;

/**
 * What an Experiment computes, by part: without its name, without the ids of layers, and of the training of a classical model only what counts
 * for it.
 */
function partsOf(experiment: Experiment): Map<Difference, unknown> {
  // What is known of an own data set follows from its id, but for names.
  const { entry: _, ...data } = experiment.data;
  const { training } = experiment;
  const classical = classicalOf(experiment);
  const counting = classical
    ? { seed: training.seed, ...(usesClassWeights(classical) && { classWeights: training.classWeights }) }
    : training;
  return new Map<Difference, unknown>([
    ...Object.entries(data).map(([name, value]): [Difference, unknown] => [`data.${name}`, value]),
    ['model', classical?.kind ?? 'network'],
    ...Object.entries(classical ?? {}).map(([name, value]): [Difference, unknown] => [`model.${name}`, value]),
    ...layersOf(experiment).map((layer, place): [Difference, unknown] => [`layer.${place + 1}`, bareLayer(layer)]),
    ...Object.entries(counting).map(([name, value]): [Difference, unknown] => [`training.${name}`, value]),
  ]);
}

/** The parts in which two Experiments differ by content. A part that only one of them has counts as different. */
export function differences(a: Experiment, b: Experiment): Difference[] {
  const [own, theirs] = [partsOf(a), partsOf(b)];
  const all = new Set([...own.keys(), ...theirs.keys()]);
  return [...all].filter((part) => own.has(part) !== theirs.has(part) || !sameContent(own.get(part), theirs.get(part)));
}

/** Whether two Experiments compute the same. */
export const computesTheSame = (a: Experiment, b: Experiment): boolean => differences(a, b).length === 0;

/** A key of what decides how long a step of a network takes; two Experiments of one key run equally fast on the same engine. */
export const speedKey = (experiment: Experiment): string => contentKey(speedParts(experiment));

/** A key of what decides how long an epoch takes: that of a step, and everything that decides how many images there are. */
export const epochKey = (experiment: Experiment): string => contentKey([speedParts(experiment), experiment.data]);

function speedParts({ model, data, training }: Experiment): unknown[] {
  const { batchSize, optimizer, clipping, loss, classWeights } = training;
  const computed = model.kind === 'network' ? model.layers.map(bareLayer) : model;
  return [computed, data.task, data.augmentation, batchSize, optimizer.kind, clipping.kind, loss, classWeights.kind];
}

/**
 * A key of the question and the test images: scores of Experiments of one key can be compared. The seed counts where it draws the test images.
 */
export function testKey({ data, training }: Experiment): string {
  const { dataset, task, split } = data;
  return contentKey([dataset, task, split, split.kind === 'pooled' ? training.seed : null]);
}
