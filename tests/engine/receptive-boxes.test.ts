import { layer, randomData } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Inspection, Network } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm';
import type { Experiment } from '@/experiment/experiment';
import { planOf, weightSpecs } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { type PixelBox, receptiveBoxes } from '@/experiment/network/receptive-field';
import { sizeOf } from '@/experiment/network/shape';
import { experimentOf } from './wasm/fixtures';

const SIDE = 28;

/** Pixels enter as they are, so that a black image is all zeros. */
const data: PreparedData = { ...randomData(1), offset: 0, factor: 1 };

const anyWindow = fc.record({
  kernelSize: fc.integer({ min: 1, max: 5 }),
  strides: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom('same' as const, 'valid' as const),
});

const anyLayer: fc.Arbitrary<Layer> = fc.oneof(
  { weight: 3, arbitrary: anyWindow.map((window) => layer('conv2d', { filters: 2, ...window, activation: 'linear' })) },
  { weight: 1, arbitrary: anyWindow.map((window) => layer('depthwiseConv2d', { depthMultiplier: 2, ...window, activation: 'linear' })) },
  { weight: 1, arbitrary: anyWindow.map((window) => layer('separableConv2d', { filters: 3, ...window, activation: 'linear' })) },
  {
    weight: 2,
    arbitrary: anyWindow.chain(({ kernelSize, strides, padding }) =>
      fc.constantFrom(
        layer('maxPooling2d', { poolSize: kernelSize, strides, padding }),
        layer('averagePooling2d', { poolSize: kernelSize, strides, padding }),
      ),
    ),
  },
);

/** All weights positive: what a pixel adds to a black image nothing takes away, so a number is above 0 exactly where it depends on that pixel. */
async function withPositiveWeights(network: Network, experiment: Experiment): Promise<void> {
  const weights = weightSpecs(experiment).map(({ shape, name }) => new Float32Array(sizeOf(shape)).fill(name === 'bias' ? 0 : 0.1));
  network.setState({ ...(await network.getState()), weights });
}

/** What the layers make of one white pixel in a black image, for every pixel. */
function shown(network: Network): Promise<Inspection> {
  const images = new Uint8Array(SIDE ** 2 * SIDE ** 2);
  for (let pixel = 0; pixel < SIDE ** 2; pixel++) images[pixel * SIDE ** 2 + pixel] = 255;
  return network.inspect(images, null);
}

/** The box around all pixels that change a number of a layer by itself. */
function boxAround(values: Float32Array, size: number, index: number): PixelBox {
  const box = { top: SIDE, bottom: -1, left: SIDE, right: -1 };
  for (let pixel = 0; pixel < SIDE ** 2; pixel++) {
    if (!(values[pixel * size + index]! > 0)) continue;
    const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
  }
  return box;
}

async function compare(experiment: Experiment): Promise<number> {
  const plan = planOf(experiment);
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, data);
  await withPositiveWeights(network, experiment);
  const { activations } = await shown(network);
  const boxes = receptiveBoxes(plan.layers);
  let compared = 0;
  activations.forEach((values, at) => {
    const size = values.length / SIDE ** 2;
    // A sample of places, the first and the last among them: each takes 784 looks.
    const count = Math.min(size, 61);
    for (let k = 0; k < count; k++) {
      const index = count === 1 ? 0 : Math.floor((k * (size - 1)) / (count - 1));
      compared++;
      expect(boxes[at]?.(index), `layer ${at}, number ${index}`).toEqual(boxAround(values, size, index));
    }
  });
  network.dispose();
  engine.dispose();
  return compared;
}

it('the receptive field of a number is the box around the pixels that change it when the engine computes it', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyLayer, { minLength: 1, maxLength: 4 }), async (layers) => {
      const stack = [...layers.map((one, i) => ({ ...one, id: `l${i}` })), { ...layer('flatten'), id: 'flat' }];
      const experiment = experimentOf(stack);
      fc.pre(planOf(experiment).issues.every(({ severity }) => severity !== 'error'));
      compared += await compare(experiment);
    }),
    { numRuns: 25 },
  );
  expect(compared).toBeGreaterThan(1000);
});
