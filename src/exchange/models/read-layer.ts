import * as v from 'valibot';
import { createLayer, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { ACTIVATIONS, type Activation, type Padding } from '@/experiment/network/types';

/** Thrown while a model is read, and caught by who reads it: why it cannot be taken, in words. */
export class ModelRefusal extends Error {}

/** A layer as Keras's JSON has it, checked only so far as to be looked at. */
export const layerJson = v.object({ class_name: v.pipe(v.string(), v.maxLength(100)), config: v.record(v.string(), v.unknown()) });
export type LayerJson = v.InferOutput<typeof layerJson>;

/** The options of one layer, read one by one; whatever has another form than expected is refused with the layer's name. */
class Options {
  constructor(
    readonly title: string,
    private readonly config: Readonly<Record<string, unknown>>,
  ) {}

  private raw(name: string): unknown {
    return Object.hasOwn(this.config, name) ? this.config[name] : undefined;
  }

  refuse(what: string): never {
    throw new ModelRefusal(`${this.title}: ${what}`);
  }

  number(name: string, otherwise?: number): number {
    const value = this.raw(name) ?? otherwise;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.refuse(`its ${name} is no number.`);
  }

  whole(name: string, otherwise?: number): number {
    const value = this.number(name, otherwise);
    return Number.isSafeInteger(value) && value > 0 ? value : this.refuse(`its ${name} is no whole number above 0.`);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.raw(name) ?? otherwise;
    return typeof value === 'boolean' ? value : this.refuse(`its ${name} is neither true nor false.`);
  }

  /** A side that is the same in both directions: 3 or [3, 3]. */
  side(name: string, otherwise: number): number {
    const value = this.raw(name) ?? otherwise;
    const [a, b] = Array.isArray(value) ? value : [value, value];
    if (typeof a !== 'number' || !Number.isSafeInteger(a) || a < 1) return this.refuse(`its ${name} is no whole number above 0.`);
    return a === b ? a : this.refuse(`its ${name} differs between height and width; Atelier’s windows are square.`);
  }

  /** Refuses a value other than the one that Atelier has. */
  only(name: string, value: unknown, why: string): void {
    const given = this.raw(name);
    if (given !== undefined && given !== null && JSON.stringify(given) !== JSON.stringify(value)) this.refuse(why);
  }

  padding(): Padding {
    const value = this.raw('padding') ?? 'valid';
    return value === 'same' || value === 'valid' ? value : this.refuse('its padding is neither same nor valid.');
  }

  activation(name: string, otherwise: string): Activation {
    const value = this.raw(name) ?? otherwise;
    if (typeof value !== 'string') return this.refuse(`its ${name} is no name.`);
    const plain = value === 'silu' ? 'swish' : value;
    const found = ACTIVATIONS.find((activation) => activation.toLowerCase() === plain.replaceAll('_', '').toLowerCase());
    return found ?? this.refuse(`Atelier has no activation “${value.slice(0, 40)}”.`);
  }

  lengths(name: string): number[] {
    const value = this.raw(name);
    const whole =
      Array.isArray(value) && value.length > 0 && value.length <= 3 && value.every((each) => Number.isSafeInteger(each) && each > 0);
    return whole ? (value as number[]) : this.refuse(`its ${name} is no list of one to three whole numbers.`);
  }
}

const activated = (options: Options, otherwise = 'linear') => ({
  activation: options.activation('activation', otherwise),
  useBias: options.flag('use_bias', true),
});

function windowed(options: Options) {
  options.only('dilation_rate', [1, 1], 'Atelier has no dilated convolutions.');
  options.only('groups', 1, 'Atelier has no grouped convolutions but DepthwiseConv2D.');
  return { kernelSize: options.side('kernel_size', 0), strides: options.side('strides', 1), padding: options.padding() };
}

const pooled = (options: Options) => ({
  poolSize: options.side('pool_size', 2),
  strides: options.side('strides', options.side('pool_size', 2)),
  padding: options.padding(),
});

function recurrent(options: Options) {
  for (const name of ['go_backwards', 'return_state', 'stateful']) options.only(name, false, `Atelier does not have ${name}.`);
  return { units: options.whole('units'), returnSequences: options.flag('return_sequences', false), ...activated(options, 'tanh') };
}

type Reader = (options: Options) => { kind: LayerKind } & Record<string, unknown>;

/** Keras's classes that have a counterpart here. A Map, since the names come from outside. */
const READERS = new Map<string, Reader>([
  ['Dense', (options) => ({ kind: 'dense', units: options.whole('units'), ...activated(options) })],
  ['Conv2D', (options) => ({ kind: 'conv2d', filters: options.whole('filters'), ...windowed(options), ...activated(options) })],
  [
    'DepthwiseConv2D',
    (options) => ({
      kind: 'depthwiseConv2d',
      depthMultiplier: options.whole('depth_multiplier', 1),
      ...windowed(options),
      ...activated(options),
    }),
  ],
  [
    'SeparableConv2D',
    (options) => ({
      kind: 'separableConv2d',
      filters: options.whole('filters'),
      depthMultiplier: options.whole('depth_multiplier', 1),
      ...windowed(options),
      ...activated(options),
    }),
  ],
  ['MaxPooling2D', (options) => ({ kind: 'maxPooling2d', ...pooled(options) })],
  ['AveragePooling2D', (options) => ({ kind: 'averagePooling2d', ...pooled(options) })],
  [
    'GlobalAveragePooling2D',
    (options) => {
      options.only('keepdims', false, 'Atelier’s has no keepdims.');
      return { kind: 'globalAveragePooling2d' };
    },
  ],
  ['Flatten', () => ({ kind: 'flatten' })],
  ['Reshape', (options) => ({ kind: 'reshape', targetShape: options.lengths('target_shape') })],
  [
    'Dropout',
    (options) => {
      options.only('noise_shape', null, 'Atelier’s Dropout has no noise_shape.');
      return { kind: 'dropout', rate: options.number('rate') };
    },
  ],
  [
    'BatchNormalization',
    (options) => {
      for (const name of ['center', 'scale']) options.only(name, true, `Atelier’s always has ${name}.`);
      return { kind: 'batchNormalization', momentum: options.number('momentum', 0.99), epsilon: options.number('epsilon', 0.001) };
    },
  ],
  ['Activation', (options) => ({ kind: 'activation', activation: options.activation('activation', 'linear') })],
  [
    'LeakyReLU',
    (options) => ({
      kind: 'activation',
      activation: 'leakyRelu',
      negativeSlope: options.number('alpha', options.number('negative_slope', 0.3)),
    }),
  ],
  [
    'ReLU',
    (options) => {
      options.only('max_value', null, 'Atelier’s ReLU has no max_value.');
      return { kind: 'activation', activation: 'relu' };
    },
  ],
  [
    'ELU',
    (options) => ({
      kind: 'activation',
      activation: options.number('alpha', 1) === 1 ? 'elu' : options.refuse('Atelier’s ELU has alpha 1.'),
    }),
  ],
  ['Softmax', () => ({ kind: 'activation', activation: 'softmax' })],
  ['SimpleRNN', (options) => ({ kind: 'simpleRnn', ...recurrent(options) })],
  [
    'LSTM',
    (options) => ({ kind: 'lstm', ...recurrent(options), recurrentActivation: options.activation('recurrent_activation', 'sigmoid') }),
  ],
  [
    'GRU',
    (options) => {
      const gates = { recurrentActivation: options.activation('recurrent_activation', 'sigmoid') };
      return { kind: 'gru', ...recurrent(options), ...gates, resetAfter: options.flag('reset_after', false) };
    },
  ],
]);

/** The layer that Keras's JSON describes. Throws a `ModelRefusal` where there is none like it. */
export function layerFrom({ class_name, config }: LayerJson, id: string): Layer {
  const read = READERS.get(class_name);
  if (!read) throw new ModelRefusal(`Atelier has no layer “${class_name.slice(0, 40)}”.`);
  const options = new Options(class_name, config);
  options.only('data_format', 'channels_last', 'its images have the channels first; Atelier’s have them last.');
  const { kind, ...own } = read(options);
  return { ...createLayer(kind, id), ...own } as Layer;
}
