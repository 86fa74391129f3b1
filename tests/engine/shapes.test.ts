import { experimentOf, layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import type { ItemShape } from '@/experiment/data/item-shape';
import { onDataset } from '@/experiment/data/on-dataset';
import { type OwnId, storeEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import { GRADIENT_PROBE } from './wasm/fixtures';

const IMAGES = 5;

const id = (number: number): OwnId => `own-${number.toString(16).padStart(64, '0')}`;
let ids = 1;

/** Random images of a shape, and an Experiment on them. */
function caseOf(itemShape: ItemShape, classes: number, layers: Layer[]): { experiment: Experiment; data: PreparedData } {
  const dataset = id(ids++);
  const [height, width, channels] = itemShape;
  const classNames = Array.from({ length: classes }, (_, k) => `class ${k}`);
  storeEntry(dataset, {
    kind: 'images',
    name: 'Shapes',
    itemShape: [height, width, channels as 1 | 3],
    classNames,
    counts: { train: IMAGES, test: 0 },
    files: [],
  });
  const experiment = experimentOf(layers, { optimizer: GRADIENT_PROBE, batchSize: IMAGES });
  const random = createRandom(ids);
  const none = new Uint32Array(0);
  const data: PreparedData = {
    pixels: Uint8Array.from({ length: IMAGES * height * width * channels }, () => random.below(256)),
    targets: Uint8Array.from({ length: IMAGES }, () => random.below(classes)),
    classNames,
    height,
    width,
    channels,
    train: Uint32Array.from({ length: IMAGES }, (_, i) => i),
    validation: none,
    test: none,
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
  };
  return { experiment: { ...experiment, data: onDataset(experiment.data, dataset) }, data };
}

function distance(a: Float32Array, b: Float32Array): number {
  const largest = a.reduce((most, value, i) => Math.max(most, Math.abs(value), Math.abs(b[i] ?? Number.NaN)), 1e-6);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN)) / largest), 0);
}

/** Logits before training, and the gradients of one step, all images at once. */
async function numbersOf(engine: Engine, { experiment, data }: ReturnType<typeof caseOf>): Promise<Float32Array[]> {
  const network = await engine.compile(experiment, data);
  const logits = await network.logits(data.train);
  const asBytes = await network.logitsOf(data.pixels);
  network.trainStep(data.train, 0, 0.01);
  await network.readSteps();
  const { slots } = await network.getState();
  network.dispose();
  return [logits, asBytes, ...(slots[0] ?? [])];
}

const shape = fc.tuple(fc.integer({ min: 4, max: 20 }), fc.integer({ min: 4, max: 20 }), fc.constantFrom(1, 3));

const STACKS: Record<string, () => Layer[]> = {
  dense: () => [layer('flatten'), layer('dense', { units: 6 })],
  convolution: () => [layer('conv2d', { filters: 3 }), layer('maxPooling2d'), layer('flatten')],
  'depthwise convolution': () => [layer('depthwiseConv2d'), layer('globalAveragePooling2d')],
};

describe.each(Object.entries(STACKS))('%s', (_name, layers) => {
  it('computes the same on both engines, whatever the height, the width, the channels and the number of classes', async () => {
    const ours = await createWasmEngine({ threads: 1 });
    const theirs = await createTfjsEngine({ prefer: 'cpu' });
    await fc.assert(
      fc.asyncProperty(shape, fc.integer({ min: 2, max: 40 }), async (itemShape, classes) => {
        const one = caseOf(itemShape, classes, layers());
        const [a, b] = [await numbersOf(ours, one), await numbersOf(theirs, one)];
        expect(a.length).toBeGreaterThan(2);
        expect(a[0]).toHaveLength(IMAGES * classes);
        for (const [i, values] of a.entries()) expect(distance(values, b[i]!)).toBeLessThan(1e-4);
        expect(distance(a[0]!, a[1]!)).toBeLessThan(1e-6);
      }),
      { numRuns: 8 },
    );
  });
});
