import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import type { Network } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { withoutLeak } from './expecting';

const COUNT = 12;
const SIZE = 784;

/** The same targets with other pixels. */
const stored = randomData(COUNT);
const changed = { ...stored, pixels: randomData(COUNT, 10, 99).pixels };

const experiment = experimentOf([layer('conv2d', { filters: 2, strides: 4 }), layer('batchNormalization'), layer('flatten')]);

const compile = async (data = stored) => (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);

/** The pixels of `changed` at these positions. */
const imagesAt = (batch: Uint32Array): Uint8Array =>
  Uint8Array.from([...batch].flatMap((index) => [...changed.pixels.subarray(index * SIZE, (index + 1) * SIZE)]));

function train(network: Network, withImages: (step: number) => boolean): void {
  for (let step = 0; step < 4; step++) {
    const batch = batchAt(5 * step, 5, COUNT);
    network.trainStep(batch, step, 0.05, ...(withImages(step) ? [imagesAt(batch)] : []));
  }
}

test('images given with a batch train as if they lay in the data set, under the targets of their positions', async () => {
  await withoutLeak(async () => {
    const [given, lying] = [await compile(stored), await compile(changed)];
    train(given, () => true);
    train(lying, () => false);
    expect(await given.getState()).toEqual(await lying.getState());
    expect(await given.readSteps()).toEqual(await lying.readSteps());
    // The stored images are what inference sees, as before.
    const fresh = await compile(stored);
    fresh.setState(await given.getState());
    expect(await given.logits(batchAt(0, 3, COUNT))).toEqual(await fresh.logits(batchAt(0, 3, COUNT)));
    for (const each of [given, lying, fresh]) each.dispose();
  });
});

test('the bytes may be used again once the step returns', async () => {
  const [kept, reused] = [await compile(), await compile()];
  const batch = batchAt(0, 5, COUNT);
  const bytes = imagesAt(batch);
  kept.trainStep(batch, 0, 0.05, imagesAt(batch));
  reused.trainStep(batch, 0, 0.05, bytes);
  bytes.fill(0);
  expect(await reused.getState()).toEqual(await kept.getState());
  for (const each of [kept, reused]) each.dispose();
});

test('steps with and without images may follow each other', async () => {
  const [mixed, plain] = [await compile(), await compile()];
  train(mixed, (step) => step % 2 === 1);
  train(plain, () => false);
  const [losses, others] = [(await mixed.readSteps()).losses, (await plain.readSteps()).losses];
  expect(losses[0]).toBe(others[0]);
  expect(losses[1]).not.toBe(others[1]);
  for (const each of [mixed, plain]) each.dispose();
});

test('images of another size are refused, with the state as it was', async () => {
  await withoutLeak(async () => {
    const network = await compile();
    const before = await network.getState();
    expect(() => network.trainStep(batchAt(0, 5, COUNT), 0, 0.05, new Uint8Array(4 * SIZE))).toThrow(
      'The images of this batch of 5 are 3136 bytes; they must be 3920.',
    );
    expect(await network.getState()).toEqual(before);
    network.dispose();
  });
});
