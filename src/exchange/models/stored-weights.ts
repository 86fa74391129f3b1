import { concatBytes } from '@/experiment/bytes';
import { MAX_PARAMETERS } from '@/experiment/network/limits';
import type { Shape, WeightSpec } from '@/experiment/network/types';
import { KERAS_NAMES } from './keras-names';
import { ModelRefusal } from './read-layer';

/** A group of weights as a TensorFlow.js manifest lists them: the files that hold their numbers, one weight after the other. */
interface Group {
  paths: readonly string[];
  weights: readonly { name: string; shape: Shape; dtype: string; quantization?: unknown }[];
}

interface Stored {
  /** The parts of its name between slashes, without TensorFlow's ":0". */
  path: string[];
  shape: Shape;
  values: Float32Array;
}

/** The weights of a model that is being read. */
export interface StoredWeights {
  /** The numbers of one weight of the layer called `layer`. Throws a `ModelRefusal` where they are missing, of another shape or no numbers. */
  find(layer: string, spec: WeightSpec): Float32Array;
}

/** Reads all weights that a manifest lists. Throws a `ModelRefusal` where bytes are missing or in a form that is not read. */
export function storedWeights(groups: readonly Group[], files: ReadonlyMap<string, Uint8Array>): StoredWeights {
  const declared = groups.flatMap(({ weights }) => weights).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (!(declared <= 2 * MAX_PARAMETERS)) throw new ModelRefusal('Its weights are larger than any network that Atelier trains.');
  const all = groups.flatMap((group) => weightsOfGroup(group, files));
  return { find: (layer, spec) => findWeight(all, layer, spec) };
}

const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

function weightsOfGroup({ paths, weights }: Group, files: ReadonlyMap<string, Uint8Array>): Stored[] {
  const bytes = concatBytes(paths.map((path) => files.get(path) ?? missing(path)));
  const view = new DataView(bytes.buffer);
  let at = 0;
  return weights.map(({ name, shape, dtype, quantization }) => {
    if (dtype !== 'float32' || quantization !== undefined) throw new ModelRefusal(`Its weight ${shown(name)} is no plain float32.`);
    const length = sizeOf(shape);
    if (at + 4 * length > bytes.length) throw new ModelRefusal('Its file of weights is incomplete.');
    const values = Float32Array.from({ length }, (_, i) => view.getFloat32(at + 4 * i, true));
    at += 4 * length;
    return { path: name.replace(/:\d+$/, '').split('/'), shape, values };
  });
}

const missing = (path: string): never => {
  throw new ModelRefusal(`Its file of weights ${shown(path)} is missing.`);
};

const shown = (name: string): string => `“${name.slice(0, 60)}”`;

function findWeight(all: readonly Stored[], layer: string, { name, shape }: WeightSpec): Float32Array {
  const wanted = KERAS_NAMES[name];
  const found = all.find(({ path }) => path.at(-1) === wanted && path.slice(0, -1).includes(layer));
  if (!found) throw new ModelRefusal(`The ${wanted} of its layer ${shown(layer)} is missing.`);
  if (String(found.shape) !== String(shape)) {
    throw new ModelRefusal(`The ${wanted} of its layer ${shown(layer)} is ${found.shape.join(' × ')}, but has to be ${shape.join(' × ')}.`);
  }
  const sound = found.values.every((value) => Number.isFinite(value) && (name !== 'movingVariance' || value >= 0));
  return sound ? found.values : refuseValues(layer, wanted);
}

function refuseValues(layer: string, wanted: string): never {
  throw new ModelRefusal(
    `The ${wanted} of its layer ${shown(layer)} holds values that no trained network has (NaN, infinite or negative variances).`,
  );
}
