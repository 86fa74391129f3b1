import { describe, expect, it } from 'vitest';
import type { Question } from '@/experiment/data/classes';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { fieldApplies } from '@/experiment/field';
import { describeNetwork } from '@/experiment/network/describe';
import { setOption } from '@/experiment/network/edits';
import type { Issue } from '@/experiment/network/issue';
import { createLayer, KINDS, kindOf, LAYER_KINDS, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { OUTPUT_ID } from '@/experiment/network/types';
import { stack } from '@/experiment/presets/stack';

const ask = (task: Question['task']): Question => ({ dataset: DEFAULT_DATASET, task });
const CLASSES = ask({ kind: 'classes' });
const THREE_GROUPS = ask({
  kind: 'groups',
  groups: [
    { name: 'tops', classes: [0, 2, 3, 4, 6] },
    { name: 'shoes', classes: [5, 7, 9] },
    { name: 'others', classes: [1, 8] },
  ],
});
const PAIR = ask({ kind: 'pair', classes: [0, 6] });

let count = 0;
const make = <K extends LayerKind>(kind: K, options: Partial<LayerOf<K>> = {}): Layer => {
  count += 1;
  return { ...KINDS[kind].defaults, ...options, id: `l${count}` } as Layer;
};

const smallCnn = (afterSecondConv: Layer[] = []): Layer[] => [
  make('conv2d', { filters: 32 }),
  make('maxPooling2d'),
  make('conv2d', { filters: 64 }),
  ...afterSecondConv,
  make('maxPooling2d'),
  make('flatten'),
  make('dense', { units: 128 }),
];

const errorsOf = (issues: Issue[]) => issues.filter((issue) => issue.severity === 'error');

describe('known networks', () => {
  const counts = (layers: Layer[], question: Question = CLASSES) => {
    const { issues, trainable, nonTrainable, multiplyAdds, bytes } = describeNetwork(layers, question);
    return { issues, total: trainable + nonTrainable, nonTrainable, multiplyAdds, bytes };
  };

  it('counts a small CNN', () => {
    const byHand = {
      // (3·3·1 + 1)·32, (3·3·32 + 1)·64, (3136 + 1)·128, (128 + 1)·10
      parameters: 320 + 18_496 + 401_536 + 1_290,
      multiplyAdds: 28 * 28 * 9 * 1 * 32 + 14 * 14 * 9 * 32 * 64 + 3136 * 128 + 128 * 10,
    };
    expect(byHand).toEqual({ parameters: 421_642, multiplyAdds: 4_241_152 });
    expect(counts(smallCnn())).toEqual({ issues: [], total: 421_642, nonTrainable: 0, multiplyAdds: 4_241_152, bytes: 4 * 421_642 });
  });

  it('ends in what the task asks', () => {
    expect(counts(smallCnn(), THREE_GROUPS).total).toBe(420_739);
    expect(counts(smallCnn(), THREE_GROUPS).multiplyAdds).toBe(4_241_152 - 128 * 7);
    expect(counts(smallCnn(), PAIR).total).toBe(421_642 - 129 * 9);
  });

  it('counts batch normalization, half of it frozen', () => {
    const withNorm = counts(smallCnn([make('batchNormalization')]), THREE_GROUPS);
    expect(withNorm).toMatchObject({ issues: [], total: 420_995, nonTrainable: 128 });
    // One use of the scale for each of the 14·14·64 numbers that pass.
    expect(withNorm.multiplyAdds).toBe(4_241_152 - 128 * 7 + 14 * 14 * 64);
  });

  it('counts one hidden layer and softmax regression', () => {
    const hidden = [make('flatten'), make('dense', { units: 128 })];
    expect(counts(hidden)).toMatchObject({ issues: [], total: 101_770, multiplyAdds: 784 * 128 + 128 * 10 });
    expect(counts([make('flatten')])).toMatchObject({ issues: [], total: 7_850, multiplyAdds: 7_840 });
  });

  it('counts strides, valid windows and missing biases', () => {
    const layers = [make('conv2d', { filters: 8, kernelSize: 5, strides: 2, padding: 'valid', useBias: false }), make('flatten')];
    // floor((28 - 5) / 2) + 1 = 12
    expect(counts(layers)).toMatchObject({ issues: [], total: 25 * 8 + 12 * 12 * 8 * 10 + 10, multiplyAdds: 12 * 12 * 25 * 8 + 11_520 });
  });
});

describe('wrong stacks', () => {
  const issuesOf = (layers: Layer[]) => describeNetwork(layers, CLASSES, 128).issues;

  it('are explained at the layer at fault, with the mend that fits', () => {
    expect(issuesOf([])).toMatchObject([{ layer: OUTPUT_ID, mend: { action: 'insertBefore', kind: 'flatten' } }]);
    const conv = make('conv2d');
    const row = make('flatten');
    expect(issuesOf([row, conv])).toMatchObject([{ layer: conv.id, mend: { action: 'moveBefore', target: row.id } }]);
    const pool = make('maxPooling2d', { poolSize: 20 });
    const small = [make('maxPooling2d'), pool, make('flatten')];
    expect(issuesOf(small)).toMatchObject([{ layer: pool.id, field: 'poolSize', mend: { action: 'set', value: 'same' } }]);
  });

  it('include absurd sizes, with the number in words', () => {
    const wide = make('dense', { units: 50_000 });
    const issues = issuesOf([make('flatten'), wide]);
    expect(issues).toMatchObject([{ layer: wide.id, message: expect.stringContaining('39.3 million') }]);
    const deep = [...Array.from({ length: 101 }, () => make('dropout')), make('flatten')];
    expect(issuesOf(deep)).toMatchObject([{ layer: OUTPUT_ID, severity: 'error' }]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9, -1, -1e9, 2.5, '32', '', {}, [], undefined])('refuse %s as a number', (value) => {
    for (const kind of LAYER_KINDS) {
      for (const field of KINDS[kind].fields.filter((one) => one.type === 'integer' || one.type === 'number')) {
        const layer = { ...createLayer(kind, 'l1'), activation: 'leakyRelu', [field.name]: value } as Layer;
        if (!fieldApplies(field, layer) || (value === 2.5 && field.type === 'number' && field.max > 2.5)) continue;
        expect(errorsOf(issuesOf([layer]))).toContainEqual(expect.objectContaining({ layer: 'l1', field: field.name }));
      }
    }
  });

  it.each([[[]], [[28, 0]], [[28, 2.5]], [[28, Number.NaN]], [[1, 1, 28, 28]], [28], ['28'], [null], [new Array(2)], [[2e7]]])(
    'refuse %j as a target shape',
    (targetShape) => {
      const layer = { ...createLayer('reshape', 'l1'), targetShape } as unknown as Layer;
      expect(errorsOf(issuesOf([layer]))).toContainEqual(expect.objectContaining({ layer: 'l1', field: 'targetShape' }));
    },
  );

  it('come back to order when the option does', () => {
    const layers = smallCnn();
    const broken = setOption(layers, layers[0]?.id ?? '', 'filters', Number.NaN);
    const network = describeNetwork(broken, CLASSES);
    expect(network.issues).toHaveLength(1);
    expect(network.layers[0]?.outputShape).toBeNull();
    expect(issuesOf(setOption(broken, layers[0]?.id ?? '', 'filters', 32))).toEqual([]);
  });

  it('say what every kind is in one sentence', () => {
    for (const kind of LAYER_KINDS) expect(kindOf(createLayer(kind, 'l1')).help).toMatch(/\.$/);
  });
});

describe('limits of recurrent layers and orthogonal starts', () => {
  const messages = (layers: Layer[], batchSize = 32) => describeNetwork(layers, CLASSES, batchSize).issues.map((issue) => issue.message);
  const lstm = (units: number) => stack(['reshape', { targetShape: [28, 28] }], ['lstm', { units }]);

  it('an LSTM that could be drawn in seconds is let through, one that takes minutes is not', () => {
    expect(messages(lstm(1024))).toEqual([]);
    expect(messages(lstm(2048))).toEqual([expect.stringContaining('orthogonal start')]);
  });

  it('the gates of all steps count as memory', () => {
    expect(messages(lstm(1024), 4096)).toEqual([expect.stringMatching(/would take \d+\.\d GB/)]);
  });

  it('a wide orthogonal kernel is refused, and goes with another initializer', () => {
    const dense = (kernelInitializer: string) => stack(['flatten'], ['dense', { units: 20_000, kernelInitializer }]);
    expect(messages(dense('orthogonal'))).toEqual([expect.stringContaining('orthogonal start')]);
    expect(messages(dense('glorotUniform'))).toEqual([]);
  });
});
