import * as v from 'valibot';
import { ModelRefusal } from '@/exchange/models/read-layer';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { networkSchema } from '@/experiment/network/schema';
import { sizeOf } from '@/experiment/network/shape';
import type { WeightSpec } from '@/experiment/network/types';
import { onnxFile } from '.';
import { type OnnxParts, onnxParts, type RawTensor } from './read-proto';

const FOREIGN = 'This ONNX file was not written by this version of Atelier. Only its own ONNX files can be opened.';

/** The stack that an ONNX file of ours says it has. Throws a `ModelRefusal` where there is none. */
export function onnxLayers(parts: OnnxParts): Layer[] {
  const text = parts.metadata.get('layers');
  if (text === undefined) throw new ModelRefusal(FOREIGN);
  try {
    return v.parse(networkSchema, { kind: 'network', layers: JSON.parse(text) }).layers;
  } catch {
    throw new ModelRefusal(FOREIGN);
  }
}

const classNames = v.pipe(v.array(v.string()), v.maxLength(1000));

/** How many classes the model says it tells apart. */
export function onnxClassCount(parts: OnnxParts): number {
  try {
    return v.parse(classNames, JSON.parse(parts.metadata.get('class_names') ?? '')).length;
  } catch {
    throw new ModelRefusal(FOREIGN);
  }
}

/** How pixels enter the model: a byte b as (b - offset) * factor. */
export function onnxInput(parts: OnnxParts): { offset: number; factor: number } {
  const [offset, factor] = ['input_offset', 'input_factor'].map((name) => Number(parts.metadata.get(name) ?? Number.NaN));
  if (!Number.isFinite(offset) || !Number.isFinite(factor)) throw new ModelRefusal(FOREIGN);
  return { offset: offset ?? 0, factor: factor ?? 1 };
}

/** Takes a file apart. Throws a `ModelRefusal` where it is no ONNX file. */
export function onnxPartsOf(bytes: Uint8Array): OnnxParts {
  try {
    return onnxParts(bytes);
  } catch {
    // Whatever the library throws, it throws on bytes that no program writes.
    throw new ModelRefusal('This file is damaged: it is no ONNX file.');
  }
}

/**
 * The weights of an ONNX file that was written for an Experiment's network, in Keras's order and layout. The network is written once more with
 * numbers that say which weight stands where; a file with other operations than that one is not ours, or was changed.
 */
export function onnxWeights(parts: OnnxParts, experiment: Experiment): Float32Array[] {
  const specs = planOf(experiment).layers.flatMap(({ weights }) => weights);
  const count = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  // What is missing is noticed before anything of the network's size is allocated.
  if (parts.tensors.reduce((sum, { bytes }) => sum + bytes.length, 0) < 4 * count) throw new ModelRefusal(FOREIGN);
  const low = template(experiment, specs, (place) => place % BASE);
  const high = template(experiment, specs, (place) => Math.floor(place / BASE));
  if (!sameNodes(parts, low) || parts.tensors.length !== low.tensors.length) throw new ModelRefusal(FOREIGN);
  const flat = new Float32Array(count);
  for (const [i, tensor] of parts.tensors.entries()) {
    const [lows, highs] = [low.tensors[i], high.tensors[i]];
    if (lows && highs) takeTensor(flat, tensor, lows, highs);
  }
  let at = 0;
  return specs.map((spec) => {
    const values = flat.slice(at, at + sizeOf(spec.shape));
    at += values.length;
    return isSound(values, spec) ? values : refuseValues();
  });
}

/** A position is written as two digits, each of which a 32-bit float holds exactly. */
const BASE = 8192;
/** Added to each digit: the numbers that a graph itself needs (0, 0.5, 1, the root of a half) lie below. */
const FIRST = 2;

/** The same network as it is written, each weight replaced by a digit of its place among all weights. */
function template(experiment: Experiment, specs: readonly WeightSpec[], digit: (place: number) => number): OnnxParts {
  let next = 0;
  const weights = specs.map(({ shape }) => Float32Array.from({ length: sizeOf(shape) }, () => digit(next++) + FIRST));
  const written = onnxFile({ experiment, weights, classNames: [], input: { offset: 0, factor: 1 } });
  if ('refused' in written) throw new ModelRefusal(FOREIGN);
  return onnxParts(written.bytes);
}

const sameNodes = ({ nodes }: OnnxParts, { nodes: wanted }: OnnxParts): boolean =>
  nodes.length === wanted.length && nodes.every((node, i) => sameBytes(node, wanted[i] ?? NOTHING));

const NOTHING = new Uint8Array();

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const FLOAT = 1;

/** Puts the numbers of one constant where they belong; numbers that are no weights have to be the graph's own. */
function takeTensor(flat: Float32Array, given: RawTensor, low: RawTensor, high: RawTensor): void {
  const same = given.type === low.type && String(given.dims) === String(low.dims) && given.bytes.length === low.bytes.length;
  if (!same) throw new ModelRefusal(FOREIGN);
  if (given.type !== FLOAT) {
    if (!sameBytes(given.bytes, low.bytes)) throw new ModelRefusal(FOREIGN);
    return;
  }
  const [values, lows, highs] = [floats(given), floats(low), floats(high)];
  for (const [i, digit] of lows.entries()) {
    const value = values[i] ?? 0;
    if (digit >= FIRST) flat[((highs[i] ?? FIRST) - FIRST) * BASE + digit - FIRST] = value;
    else if (value !== digit) throw new ModelRefusal(FOREIGN);
  }
}

function floats({ bytes }: RawTensor): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

const isSound = (values: Float32Array, { name }: WeightSpec): boolean =>
  values.every((value) => Number.isFinite(value) && (name !== 'movingVariance' || value >= 0));

function refuseValues(): never {
  throw new ModelRefusal('This model holds weights that no trained network has (NaN, infinite or negative variances).');
}
