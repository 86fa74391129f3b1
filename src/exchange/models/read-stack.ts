import { type Question, taskOutput } from '@/experiment/data/classes';
import { createLayer, type Layer } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';
import { type LayerJson, layerFrom, ModelRefusal } from './read-layer';

/** A stack read from elsewhere: `names[i]` is what layer i is called there; the last name is the output layer's. */
interface Stack {
  layers: Layer[];
  names: string[];
}

interface Named {
  layer: Layer;
  name: string;
}

/** Makes Keras's list of layers a stack of ours: what reads the images in front, the output, which follows from the task, taken off the end. */
export function stackOf(all: readonly LayerJson[], inputShape: Shape, question: Question): Stack {
  const given = all.filter(({ class_name }) => class_name !== 'InputLayer');
  const first = inputAdapter(declaredInput(all), inputShape);
  const read = given.map((json, i): Named => ({ layer: layerFrom(json, `m${i + 1}`), name: String(json.config.name ?? '') }));
  const { body, output } = withoutOutput(read, question);
  const stack = [...(first ? [{ layer: first, name: '' }] : []), ...body];
  return { layers: stack.map(({ layer }, i) => ({ ...layer, id: `l${i + 1}` })), names: [...stack.map(({ name }) => name), output] };
}

/** The shape that the model says its input has, the batch left out; `null` where it does not say. */
function declaredInput(all: readonly LayerJson[]): number[] | null {
  const shape = all[0]?.config.batch_input_shape ?? all[0]?.config.batch_shape;
  return Array.isArray(shape) ? shape.slice(1) : null;
}

/** What has to stand before the first layer so that it gets the images in the form that it expects. */
function inputAdapter(declared: readonly unknown[] | null, inputShape: Shape): Layer | null {
  if (!declared || String(declared) === String(inputShape)) return null;
  const [height = 0, width = 0, channels = 0] = inputShape;
  if (String(declared) === String([height * width * channels])) return createLayer('flatten', 'in');
  const rows = [height, width * channels];
  if (String(declared) === String(rows)) return { ...createLayer('reshape', 'in'), targetShape: rows } as Layer;
  const form = declared.map(String).join(' × ').slice(0, 60);
  throw new ModelRefusal(`It reads inputs of ${form} numbers; the images here are ${inputShape.join(' × ')}.`);
}

/** Takes the output layer off the end, with an activation that stands after it. */
function withoutOutput(read: readonly Named[], question: Question): { body: Named[]; output: string } {
  const { units, activation } = taskOutput(question);
  const last = read.at(-1)?.layer;
  const after = last?.kind === 'activation' && last.activation === activation ? 1 : 0;
  const end = read.at(-1 - after);
  if (end?.layer.kind !== 'dense' || end.layer.activation !== (after ? 'linear' : activation)) {
    throw new ModelRefusal(`It does not end in a Dense layer with ${activation}, as networks for this task do.`);
  }
  if (end.layer.units !== units) {
    throw new ModelRefusal(`It has ${end.layer.units} outputs; the task in Data has ${units}. Choose a task with as many classes first.`);
  }
  return { body: read.slice(0, -1 - after), output: end.name };
}
