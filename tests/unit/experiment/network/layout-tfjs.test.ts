import '@tensorflow/tfjs-backend-cpu';
import { tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLayer, kindOf, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { isRefusal, type KindWeight } from '@/experiment/network/parts/kind';
import type { Padding } from '@/experiment/network/types';

type NewKind = 'depthwiseConv2d' | 'separableConv2d' | 'globalAveragePooling2d' | 'reshape' | 'simpleRnn' | 'lstm' | 'gru';

// Its orthogonal draw needs more of TensorFlow.js than is loaded here; what is drawn is not compared.
const DRAWN = { recurrentInitializer: 'glorotUniform' } as const;

/** TensorFlow.js's own layer with the options that decide shapes and weights. */
const THEIRS: { [K in NewKind]: (layer: LayerOf<K>) => tfl.layers.Layer } = {
  depthwiseConv2d: ({ kernelSize, strides, padding, depthMultiplier, useBias }) =>
    tfl.layers.depthwiseConv2d({ kernelSize, strides, padding, depthMultiplier, useBias }),
  separableConv2d: ({ filters, kernelSize, strides, padding, depthMultiplier, useBias }) =>
    tfl.layers.separableConv2d({ filters, kernelSize, strides, padding, depthMultiplier, useBias }),
  globalAveragePooling2d: () => tfl.layers.globalAveragePooling2d({}),
  reshape: ({ targetShape }) => tfl.layers.reshape({ targetShape }),
  simpleRnn: ({ units, returnSequences, useBias }) => tfl.layers.simpleRNN({ units, returnSequences, useBias, ...DRAWN }),
  lstm: ({ units, returnSequences, useBias }) => tfl.layers.lstm({ units, returnSequences, useBias, unitForgetBias: true, ...DRAWN }),
  gru: ({ units, returnSequences, useBias }) => tfl.layers.gru({ units, returnSequences, useBias, ...DRAWN }),
};

/** The first values of weights that are not drawn, as our initializers name them. */
function startOf({ initializer, shape }: KindWeight): number[] | null {
  const [length = 0] = shape;
  if (initializer === 'zeros' || initializer === 'ones') return Array.from({ length }, () => (initializer === 'ones' ? 1 : 0));
  if (initializer !== 'unitForgetBias') return null;
  return Array.from({ length }, (_, i) => (i >= length / 4 && i < length / 2 ? 1 : 0));
}

function compare(kind: NewKind, options: object, input: number[]): void {
  // TensorFlow.js has no GRU with the reset gate behind the product.
  const layer = { ...createLayer(kind, 'l1'), ...(kind === 'gru' ? { resetAfter: false } : {}), ...options } as Layer;
  const ours = kindOf(layer).infer(layer, input);
  if (isRefusal(ours)) throw new Error(ours.problem);
  tidy(() => {
    const theirs = (THEIRS[kind] as (layer: Layer) => tfl.layers.Layer)(layer);
    const output = theirs.apply(tfl.input({ shape: input })) as tfl.SymbolicTensor;
    expect([...ours.outputShape]).toEqual(output.shape.slice(1));
    expect(ours.weights.map((weight) => [...weight.shape])).toEqual(theirs.getWeights().map((weight) => weight.shape));
    expect(ours.weights.every((weight) => weight.trainable)).toBe(theirs.trainableWeights.length === ours.weights.length);
    theirs.getWeights().forEach((weight, i) => {
      const start = startOf(ours.weights[i] as KindWeight);
      if (start) expect([...weight.dataSync()]).toEqual(start);
    });
    theirs.dispose();
  });
}

const small = (max: number) => fc.integer({ min: 1, max });
const padding = fc.constantFrom<Padding>('valid', 'same');
const window = {
  kernelSize: small(4),
  strides: small(3),
  padding,
  depthMultiplier: small(3),
  filters: small(5),
  useBias: fc.boolean(),
};
const map = fc.tuple(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }), small(4));
const recurrent = fc.record({ units: small(6), returnSequences: fc.boolean(), useBias: fc.boolean() });

describe('shapes, weights and their fixed first values are those of TensorFlow.js’s layers', () => {
  it.each<NewKind>(['depthwiseConv2d', 'separableConv2d'])('%s', (kind) => {
    fc.assert(
      fc.property(fc.record(window), map, (options, input) => compare(kind, options, input)),
      { numRuns: 40 },
    );
  });

  it('globalAveragePooling2d', () => {
    fc.assert(
      fc.property(map, (input) => compare('globalAveragePooling2d', {}, input)),
      { numRuns: 20 },
    );
  });

  it('reshape', () => {
    const both = map.chain(([h, w, c]) =>
      fc.constantFrom([h, w * c], [h * w, c], [h * w * c], [c, w, h], [w * c, h]).map((targetShape) => ({ targetShape, input: [h, w, c] })),
    );
    fc.assert(
      fc.property(both, ({ targetShape, input }) => compare('reshape', { targetShape }, input)),
      { numRuns: 40 },
    );
  });

  it.each<NewKind>(['simpleRnn', 'lstm', 'gru'])('%s', (kind) => {
    fc.assert(
      fc.property(recurrent, small(6), small(5), (options, steps, features) => compare(kind, options, [steps, features])),
      { numRuns: 40 },
    );
  });
});

describe('multiply-adds of the new layers', () => {
  const of = (kind: LayerKind, options: object, input: number[]) => {
    const layer = { ...createLayer(kind, 'l1'), ...options } as Layer;
    const answer = kindOf(layer).infer(layer, input);
    return isRefusal(answer) ? answer.problem : answer.multiplyAdds;
  };

  it('count each use of a weight', () => {
    expect(of('depthwiseConv2d', { depthMultiplier: 2 }, [28, 28, 3])).toBe(28 * 28 * 9 * 3 * 2);
    expect(of('separableConv2d', { filters: 5, strides: 2 }, [28, 28, 3])).toBe(14 * 14 * (9 * 3 + 3 * 5));
    expect(of('simpleRnn', { units: 7 }, [28, 5])).toBe(28 * (5 + 7) * 7);
    expect(of('lstm', { units: 7 }, [28, 5])).toBe(28 * (5 + 7) * 4 * 7);
    expect(of('gru', { units: 7 }, [28, 5])).toBe(28 * (5 + 7) * 3 * 7);
    expect(of('globalAveragePooling2d', {}, [7, 7, 64])).toBe(0);
  });
});
