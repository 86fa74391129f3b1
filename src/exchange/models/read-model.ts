import { rangeProblems } from '@/exchange/range';
import { FileRefusal } from '@/exchange/run-file/refusal';
import { unpack } from '@/exchange/run-file/unpack';
import { taskClassNames } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Scaling } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { MAX_PARAMETERS } from '@/experiment/network/limits';
import { parseExperiment } from '@/experiment/schema';
import { onnxClassCount, onnxInput, onnxLayers, onnxPartsOf, onnxWeights } from './onnx/read';
import { ModelRefusal } from './read-layer';
import { readLayersModel } from './read-layers-model';

/** A network from a file, as an Experiment with all else as it was, and its weights in Keras's order and layout. */
export interface OpenedModel {
  experiment: Experiment;
  weights: Float32Array[];
}

export type OpenedReading = OpenedModel | { refused: string };

/** Whether a file's name says that it is (part of) a model and not a run. */
export const isModelFile = (name: string): boolean => /\.(json|bin|zip|onnx)$/i.test(name);

/**
 * Reads a trained model: a TensorFlow.js LayersModel (`model.json` and its files of weights, or a zip of them), or an ONNX file that Atelier wrote.
 * Never throws, and builds nothing of a model that is not sound as a whole.
 * @param files by name
 * @param experiment whose data and training the model is to have; its task has to have as many classes as the model
 */
export function readModel(files: ReadonlyMap<string, Uint8Array>, experiment: Experiment): OpenedReading {
  try {
    return read(files, experiment);
  } catch (error) {
    if (error instanceof ModelRefusal || error instanceof FileRefusal) return { refused: error.message };
    throw error;
  }
}

/** Bytes that a zip of a model may hold once it is unpacked: the largest network's weights twice, and its JSON. */
const MAX_UNPACKED = 8 * MAX_PARAMETERS + 10_000_000;

function read(files: ReadonlyMap<string, Uint8Array>, experiment: Experiment): OpenedModel {
  const [first] = [...files];
  const single = files.size === 1 && first ? first : null;
  if (single && /\.onnx$/i.test(single[0])) return readOnnx(single[1], experiment);
  const unpacked = single && /\.zip$/i.test(single[0]) ? unpack(single[1], MAX_UNPACKED) : files;
  const { itemShape } = datasetInfo(experiment.data.dataset);
  const reading = readLayersModel(besideModelJson(unpacked), itemShape, experiment.data);
  if ('refused' in reading) throw new ModelRefusal(reading.refused);
  return { experiment: sound(withModel(experiment, reading.layers, reading.metadata?.input ?? null)), weights: reading.weights };
}

/** The files by the names that `model.json` calls them: without the folder that it lies in, whatever its own name is. */
function besideModelJson(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const own = [...files].filter(([name]) => !/(^|\/)(__MACOSX\/|\.)/.test(name));
  const names = own.map(([name]) => name);
  const model = names.find((name) => /(^|\/)model\.json$/i.test(name)) ?? names.find((name) => /\.json$/i.test(name)) ?? '';
  const folder = model.slice(0, model.lastIndexOf('/') + 1);
  const beside = own.filter(([name]) => name.startsWith(folder));
  return new Map(beside.map(([name, bytes]) => [name === model ? 'model.json' : name.slice(folder.length), bytes]));
}

function readOnnx(bytes: Uint8Array, experiment: Experiment): OpenedModel {
  const parts = onnxPartsOf(bytes);
  const layers = onnxLayers(parts);
  const classes = taskClassNames(experiment.data).length;
  const given = onnxClassCount(parts);
  if (given !== classes) {
    throw new ModelRefusal(`It tells ${given} classes apart; the task in Data has ${classes}. Choose a task with as many classes first.`);
  }
  const opened = sound(withModel(experiment, layers, onnxInput(parts)));
  return { experiment: opened, weights: onnxWeights(parts, opened) };
}

/** The Experiment with the network in place of its model, and pixels scaled as the network is used to. */
function withModel(experiment: Experiment, layers: Layer[], input: { offset: number; factor: number } | null): Experiment {
  const scaling = input ? scalingOf(input) : experiment.data.scaling === 'none' ? 'none' : 'unit';
  return { ...experiment, model: { kind: 'network', layers }, data: { ...experiment.data, scaling } };
}

const scalingOf = ({ offset, factor }: { offset: number; factor: number }): Scaling => {
  if (offset !== 0) return 'standardized';
  return factor === 1 ? 'none' : 'unit';
};

/** Throws a `ModelRefusal` where an option lies beyond what the page can set, or the network is larger than any tab can hold. */
function sound(experiment: Experiment): Experiment {
  const parsed = parseExperiment(experiment);
  if (!parsed) throw new ModelRefusal('It has a layer with an option that Atelier does not know.');
  const [problem] = [
    ...planOf(parsed)
      .issues.filter(({ severity }) => severity === 'error')
      .map(({ message }) => message),
    ...rangeProblems(parsed),
  ];
  if (problem !== undefined) throw new ModelRefusal(problem);
  return parsed;
}
