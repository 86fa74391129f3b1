import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { createLayer, KINDS, kindOf, LAYER_KINDS, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { parseExperiment } from '@/experiment/schema';

const kernel = { useBias: true, kernelInitializer: 'heNormal', l1: 0, l2: 0.001 };
const active = { activation: 'leakyRelu', negativeSlope: 0.1 };
const convolution = { kernelSize: 5, strides: 2, padding: 'same', ...active, ...kernel };
const pooling = { poolSize: 3, strides: null, padding: 'same' };
const recurrent = { units: 32, returnSequences: true, ...active, ...kernel };

/** Layers as the first version stored them. A kind that came later needs an entry of its own. */
const STORED: Record<LayerKind, object> = {
  dense: { units: 128, ...active, ...kernel },
  conv2d: { ...convolution, filters: 8 },
  depthwiseConv2d: { ...convolution, depthMultiplier: 2 },
  separableConv2d: { ...convolution, filters: 8, depthMultiplier: 2 },
  maxPooling2d: pooling,
  averagePooling2d: { ...pooling, strides: 1 },
  globalAveragePooling2d: {},
  flatten: {},
  reshape: { targetShape: [28, 28] },
  dropout: { rate: 0.5 },
  batchNormalization: { momentum: 0.9, epsilon: 0.01 },
  activation: active,
  simpleRnn: recurrent,
  lstm: { ...recurrent, recurrentActivation: 'tanh' },
  gru: { ...recurrent, recurrentActivation: 'tanh', resetAfter: true },
};

const parse = (layer: unknown) => {
  const experiment = parseExperiment({ ...defaultExperiment(), model: { kind: 'network', layers: [layer] } });
  return experiment && layersOf(experiment)[0];
};

describe.each(LAYER_KINDS)('%s', (kind) => {
  const stored = { id: 'l1', kind, ...STORED[kind] };

  it('is read as it was stored', () => expect(parse(stored)).toEqual(stored));

  it('is read with numbers that were not readable, which JSON writes as null', () => {
    const broken = Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, typeof value === 'number' ? null : value]));
    // To pooling, no strides mean the pool size.
    const empty = (name: string) => (kind.endsWith('Pooling2d') && name === 'strides' ? null : Number.NaN);
    const expected = Object.fromEntries(Object.entries(broken).map(([name, value]) => [name, value ?? empty(name)]));
    expect(parse(broken)).toEqual(expected);
  });

  it('has a field for each option, and an option for each field', () => {
    const { id: _id, kind: _kind, ...options } = createLayer(kind, 'l1');
    expect(KINDS[kind].fields.map((field) => field.name).toSorted()).toEqual(Object.keys(options).toSorted());
  });

  it('makes the form of output that it says', () => {
    const layer = createLayer(kind, 'l1');
    const { reads, makes, infer } = kindOf(layer);
    const input = { map: [28, 28, 1], sequence: [28, 28], row: [784], any: [28, 28, 1] }[reads];
    const answer = infer(layer, input);
    const form = makes(layer) === 'same' ? 'map' : makes(layer);
    expect('outputShape' in answer && answer.outputShape).toHaveLength({ map: 3, sequence: 2, row: 1 }[form as 'map']);
  });
});

it('a GRU that was stored before there was a choice has its reset gate before the product', () => {
  const stored = { id: 'l1', kind: 'gru', ...recurrent, recurrentActivation: 'tanh' };
  expect(parse(stored)).toEqual({ ...stored, resetAfter: false });
});

it('a GRU has the parameters of Keras, whichever side of the product its reset gate is on', () => {
  const parameters = (resetAfter: boolean) => {
    const gru = { ...createLayer('gru', 'l2'), units: 64, resetAfter } as Layer;
    const rows = { ...createLayer('reshape', 'l1'), targetShape: [28, 28] } as Layer;
    const base = defaultExperiment();
    const { layers } = planOf({ ...base, model: { kind: 'network', layers: [rows, gru] } });
    return layers.find(({ layer }) => layer.id === 'l2')?.trainable;
  };
  expect(parameters(true)).toBe(18_048);
  expect(parameters(false)).toBe(17_856);
  expect(createLayer('gru', 'l1')).toMatchObject({ resetAfter: true });
});

it('a kind that is not in the table, or only in the prototype of all objects, is refused', () => {
  for (const kind of ['attention', 'toString', '__proto__', 'constructor', 7, null]) expect(parse({ id: 'l1', kind })).toBeNull();
});
