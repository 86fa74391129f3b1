import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { joinedImages, readDrawings } from '@tests/support/drawings/files';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { loadPretrained } from '@/engine/pretrained/load';
import { dequantize, quantize } from '@/engine/pretrained/quantized';
import { createWasmEngine } from '@/engine/wasm';
import { taskClassNames } from '@/experiment/data/classes';
import { planOf } from '@/experiment/network/describe';
import { fitsExperiment } from '@/run/fits';

const FILE = fileURLToPath(new URL('../../src/engine/pretrained/weights.json', import.meta.url));
const none = new Uint32Array(0);

/** How often the right class comes first, and among the first three. */
async function shares(images: readonly Uint8Array[], labels: readonly number[]): Promise<[first: number, three: number]> {
  const { experiment, state } = await loadPretrained();
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, {
    pixels: new Uint8Array(0),
    targets: new Uint8Array(0),
    classNames: taskClassNames(experiment.data),
    height: 28,
    width: 28,
    channels: 1,
    train: none,
    validation: none,
    test: none,
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
  });
  network.setState(state);
  const logits = await network.logitsOf(joinedImages(images));
  network.dispose();
  engine.dispose();
  const ranks = labels.map((label, i) => {
    const row = logits.subarray(10 * i, 10 * i + 10);
    return row.filter((value) => value > row[label]!).length;
  });
  const below = (limit: number) => ranks.filter((rank) => rank < limit).length / ranks.length;
  return [below(1), below(3)];
}

describe('the network that comes with the page', () => {
  it('is small, and its weights are those of its layers', async () => {
    const { experiment, state } = await loadPretrained();
    expect(statSync(FILE).size).toBeLessThan(60_000);
    expect(fitsExperiment(state, experiment)).toBe(true);
    expect(state.weights.reduce((sum, { length }) => sum + length, 0)).toBe(26_698);
    expect(planOf(experiment).issues).toEqual([]);
  });

  it('names drawings and built-in garments as docs/drawings.md says', async () => {
    const drawn = [...readDrawings('development'), ...readDrawings('held-back')].filter(({ label }) => label !== null);
    const [first, three] = await shares(
      drawn.map(({ pixels }) => pixels),
      drawn.map(({ label }) => label ?? -1),
    );
    expect(first).toBeGreaterThanOrEqual(0.58);
    expect(three).toBeGreaterThanOrEqual(0.9);
    const { test } = generateGarments({ train: 10, test: 300 });
    const images = Array.from(test.labels, (_, i) => test.images.subarray(i * 784, (i + 1) * 784));
    expect((await shares(images, [...test.labels]))[0]).toBeGreaterThanOrEqual(0.8);
  });
});

describe('quantized weights', () => {
  it('are at most half a step off', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }),
        (weights) => {
          const quantized = quantize(weights);
          const back = dequantize(quantized);
          for (const [i, value] of weights.entries()) expect(Math.abs(back[i]! - value)).toBeLessThanOrEqual(quantized.scale * 0.5001);
        },
      ),
    );
    expect(dequantize(quantize(new Float32Array(3)))).toEqual(new Float32Array(3));
  });
});
