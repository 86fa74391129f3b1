import fc from 'fast-check';
import { createLayer } from '@/experiment/network/kinds';
import { describeNetwork } from '@/experiment/network/network';
import { ACTIVATIONS, type Activation, type Layer, type Padding } from '@/experiment/network/types';

const activation = fc.constantFrom<Activation>(...ACTIVATIONS);
const padding = fc.constantFrom<Padding>('same', 'valid');
const slope = fc.constantFrom(0.1, 0.3);

/** One layer with few units, so that a stack of them stays quick on the cpu backend. */
const anyLayer: fc.Arbitrary<Partial<Layer> & { kind: Layer['kind'] }> = fc.oneof(
  fc.record({
    kind: fc.constant('conv2d' as const),
    filters: fc.integer({ min: 1, max: 4 }),
    kernelSize: fc.integer({ min: 1, max: 5 }),
    strides: fc.integer({ min: 1, max: 4 }),
    padding,
    activation,
    negativeSlope: slope,
    useBias: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('maxPooling2d' as const, 'averagePooling2d' as const),
    poolSize: fc.integer({ min: 1, max: 4 }),
    strides: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    padding,
  }),
  fc.record({
    kind: fc.constant('dense' as const),
    units: fc.integer({ min: 1, max: 6 }),
    activation,
    negativeSlope: slope,
    useBias: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('flatten' as const) }),
  fc.record({ kind: fc.constant('dropout' as const), rate: fc.constantFrom(0, 0.2, 0.6) }),
  fc.record({
    kind: fc.constant('batchNormalization' as const),
    momentum: fc.constantFrom(0.8, 0.99),
    epsilon: fc.constantFrom(0.001, 0.1),
  }),
  fc.record({ kind: fc.constant('activation' as const), activation, negativeSlope: slope }),
);

/** A stack that is right: layers that do not fit where they are drawn are left out, and a flatten is put where the output needs one. */
export const anyStack: fc.Arbitrary<Layer[]> = fc.array(anyLayer, { maxLength: 6 }).map((drawn) => {
  const layers: Layer[] = [];
  for (const [i, options] of drawn.entries()) {
    layers.push({ ...createLayer(options.kind, `l${i}`), ...options } as Layer);
    if (entries(layers).at(-2)?.outputShape === null) layers.pop();
  }
  if (entries(layers).at(-1)?.inputShape?.length === 3) layers.push(createLayer('flatten', 'end'));
  return layers;
});

/** The layers worked out; the last is the output layer. */
const entries = (layers: Layer[]) => describeNetwork(layers, { kind: 'classes' }).layers;
