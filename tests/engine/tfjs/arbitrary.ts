import fc from 'fast-check';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { describeNetwork } from '@/experiment/network/describe';
import { createLayer, type Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS, type Activation, type Padding, type Shape } from '@/experiment/network/types';

const activation = fc.constantFrom<Activation>(...ACTIVATIONS);
const padding = fc.constantFrom<Padding>('same', 'valid');
/** Gates that are not bounded let a state grow beyond all numbers within a few steps. */
const bounded = fc.constantFrom<Activation>('sigmoid', 'tanh', 'softmax');
const slope = fc.constantFrom(0.1, 0.3);
const upTo = (max: number) => fc.integer({ min: 1, max });

const activated = { activation, negativeSlope: slope, useBias: fc.boolean() };
const window = { kernelSize: upTo(5), strides: upTo(4), padding };
const recurrent = { units: upTo(3), returnSequences: fc.boolean(), ...activated };

/** One layer with few units, so that a stack of them stays quick on the cpu backend. */
const anyLayer: fc.Arbitrary<{ kind: Layer['kind'] }> = fc.oneof(
  fc.record({ kind: fc.constant('conv2d' as const), filters: upTo(4), ...window, ...activated }),
  fc.record({ kind: fc.constant('depthwiseConv2d' as const), depthMultiplier: upTo(3), ...window, ...activated }),
  fc.record({ kind: fc.constant('separableConv2d' as const), filters: upTo(4), depthMultiplier: upTo(2), ...window, ...activated }),
  fc.record({
    kind: fc.constantFrom('maxPooling2d' as const, 'averagePooling2d' as const),
    poolSize: upTo(4),
    strides: fc.option(upTo(4), { nil: null }),
    padding,
  }),
  fc.record({ kind: fc.constant('dense' as const), units: upTo(6), ...activated }),
  fc.record({ kind: fc.constantFrom('flatten' as const, 'globalAveragePooling2d' as const) }),
  fc.record({ kind: fc.constant('reshape' as const), targetShape: fc.constantFrom([0], [0, 0], [0, 0, 0]) }),
  fc.record({ kind: fc.constant('dropout' as const), rate: fc.constantFrom(0, 0.2, 0.6) }),
  fc.record({
    kind: fc.constant('batchNormalization' as const),
    momentum: fc.constantFrom(0.8, 0.99),
    epsilon: fc.constantFrom(0.001, 0.1),
  }),
  fc.record({ kind: fc.constant('activation' as const), activation, negativeSlope: slope }),
  fc.record({ kind: fc.constant('simpleRnn' as const), ...recurrent }),
  fc.record({ kind: fc.constant('lstm' as const), recurrentActivation: bounded, ...recurrent }),
  fc.record({ kind: fc.constant('gru' as const), recurrentActivation: bounded, resetAfter: fc.boolean(), ...recurrent }),
);

/**
 * A stack that is right: layers that do not fit where they are drawn are left out, recurrent layers get a sequence to read, and a flatten is put
 * where the output needs one.
 */
export const anyStack: fc.Arbitrary<Layer[]> = fc.array(anyLayer, { maxLength: 6 }).map((drawn) => {
  const layers: Layer[] = [];
  for (const [i, options] of drawn.entries()) {
    const layer = { ...createLayer(options.kind, `l${i}`), ...options } as Layer;
    const input = inputOfOutput(layers);
    if ('returnSequences' in layer && input.length !== 2) layers.push(sequenceOf(input, i));
    layers.push(layer.kind === 'reshape' ? { ...layer, targetShape: divided(input, layer.targetShape.length) } : layer);
    if (entries(layers).at(-2)?.outputShape === null) layers.pop();
  }
  if (inputOfOutput(layers).length > 1) layers.push(createLayer('flatten', 'end'));
  return layers;
});

/** The same with GRUs as TensorFlow.js has them: it has none with the reset gate behind the product. */
export const anyTensorflowStack = anyStack.map((layers) =>
  layers.map((layer) => (layer.kind === 'gru' ? { ...layer, resetAfter: false } : layer)),
);

/** The layers worked out; the last is the output layer. */
const entries = (layers: Layer[]) => describeNetwork(layers, { dataset: DEFAULT_DATASET, task: { kind: 'classes' } }).layers;

const inputOfOutput = (layers: Layer[]): Shape => entries(layers).at(-1)?.inputShape ?? [];

/** A reshape to a few steps. */
const sequenceOf = (input: Shape, i: number): Layer => ({ id: `s${i}`, kind: 'reshape', targetShape: divided(input, 2) });

/** As many numbers in so many lengths, the first ones small. */
function divided(shape: Shape, lengths: number): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  const divisor = [7, 4, 3, 2].find((each) => size % each === 0) ?? 1;
  return lengths === 1 ? [size] : [divisor, ...divided([size / divisor], lengths - 1)];
}
