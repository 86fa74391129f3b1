import { expect, test } from 'vitest';
import { createLayer, kindOf, LAYER_KINDS, type Layer } from '@/experiment/network/kinds';
import { changesOf, fineOptions } from '@/features/builder/cards/fine-options';

const fine = (layer: Layer) => changesOf(layer, fineOptions(kindOf(layer).fields));

test('a new layer of any kind has nothing unusual', () => {
  for (const kind of LAYER_KINDS) expect(fine(createLayer(kind, 'l1')), kind).toBe('');
});

test('what differs is said in one line, and only that', () => {
  const dense = { ...createLayer('dense', 'l1'), useBias: false, kernelInitializer: 'heNormal', l2: 0.001 } as Layer;
  expect(fine(dense)).toBe('no bias · heNormal · L2 0.001');
  const lstm = { ...createLayer('lstm', 'l1'), recurrentActivation: 'tanh' } as Layer;
  expect(fine(lstm)).toBe('recurrent activation tanh');
});

test('a number half typed is not hidden', () => {
  expect(fine({ ...createLayer('dense', 'l1'), l1: Number.NaN } as Layer)).toBe('L1 —');
});
