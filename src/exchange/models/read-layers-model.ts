import * as v from 'valibot';
import type { Question } from '@/experiment/data/classes';
import { describeNetwork } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { MAX_LAYERS } from '@/experiment/network/limits';
import type { Shape } from '@/experiment/network/types';
import { type LayerJson, layerJson, ModelRefusal } from './read-layer';
import { stackOf } from './read-stack';
import { storedWeights } from './stored-weights';

/** A network from outside: the stack without its output layer, and all weights in Keras's order. */
export interface ReadModel {
  layers: Layer[];
  weights: Float32Array[];
  /** What its maker wrote beside it, where it is in the form that Atelier writes. */
  metadata: Metadata | null;
}

export type ModelReading = ReadModel | { refused: string };

const metadataSchema = v.object({
  classNames: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(1000)),
  input: v.object({ offset: v.pipe(v.number(), v.finite()), factor: v.pipe(v.number(), v.finite()) }),
});
type Metadata = v.InferOutput<typeof metadataSchema>;

const shape = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000_000))), v.maxLength(6));
const name = v.pipe(v.string(), v.maxLength(400));

const manifestSchema = v.array(
  v.object({ paths: v.array(name), weights: v.array(v.object({ name, shape, dtype: v.string(), quantization: v.optional(v.unknown()) })) }),
);

const sequential = v.object({ class_name: v.string(), config: v.union([v.array(layerJson), v.object({ layers: v.array(layerJson) })]) });

const modelSchema = v.object({
  modelTopology: v.union([v.object({ model_config: sequential }), sequential]),
  weightsManifest: manifestSchema,
  userDefinedMetadata: v.optional(v.unknown()),
});

/**
 * Reads a TensorFlow.js LayersModel. Nothing is built before everything has been checked: layers, shapes, sizes, numbers.
 * @param files by name: `model.json` and the files of weights that it names
 * @param inputShape shape of the images that the network is to be asked about
 * @param question what its output has to fit
 */
export function readLayersModel(files: ReadonlyMap<string, Uint8Array>, inputShape: Shape, question: Question): ModelReading {
  try {
    return read(files, inputShape, question);
  } catch (error) {
    if (error instanceof ModelRefusal) return { refused: error.message };
    throw error;
  }
}

function read(files: ReadonlyMap<string, Uint8Array>, inputShape: Shape, question: Question): ReadModel {
  const model = parseModel(files);
  const { layers, names } = stackOf(layersOf(model), inputShape, question);
  const plan = describeNetwork(layers, question);
  const wrong = plan.issues.find(({ severity }) => severity === 'error');
  if (wrong) throw new ModelRefusal(wrong.message);
  const weights = storedWeights(model.weightsManifest, files);
  return {
    layers,
    weights: plan.layers.flatMap((entry, i) => entry.weights.map((spec) => weights.find(names[i] ?? '', spec))),
    metadata: metadataOf(model.userDefinedMetadata),
  };
}

type Model = v.InferOutput<typeof modelSchema>;

function parseModel(files: ReadonlyMap<string, Uint8Array>): Model {
  const bytes = files.get('model.json');
  if (!bytes) throw new ModelRefusal('There is no model.json.');
  const parsed = v.safeParse(modelSchema, parseJson(bytes));
  if (!parsed.success) throw new ModelRefusal('model.json is no TensorFlow.js LayersModel.');
  return parsed.output;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ModelRefusal('model.json is damaged: it is no JSON.');
  }
}

function metadataOf(value: unknown): Metadata | null {
  const parsed = v.safeParse(metadataSchema, value);
  return parsed.success ? parsed.output : null;
}

function layersOf({ modelTopology }: Model): LayerJson[] {
  const { class_name, config } = 'model_config' in modelTopology ? modelTopology.model_config : modelTopology;
  if (class_name !== 'Sequential')
    throw new ModelRefusal(`Only Sequential models can be opened; this one is “${class_name.slice(0, 40)}”.`);
  const layers = Array.isArray(config) ? config : config.layers;
  if (layers.length > 2 * MAX_LAYERS) throw new ModelRefusal(`It has ${layers.length} layers; Atelier takes at most ${MAX_LAYERS}.`);
  return layers;
}
