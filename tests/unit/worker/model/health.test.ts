import { layer, randomData } from '@tests/engine/support/networks';
import { expect, it } from 'vitest';
import type { Network } from '@/engine/engine';
import { networkHealth } from '@/worker/model/health';
import type { Insides } from '@/worker/model/insides';
import { tinyExperiment } from '../laboratory-fixture';

const IMAGES = 30;
const UNITS = 5;
const experiment = {
  ...tinyExperiment(),
  model: { kind: 'network' as const, layers: [layer('flatten'), layer('dense', { units: UNITS, activation: 'tanh' })] },
};
/** Half of the images are trained on. */
const data = {
  ...randomData(IMAGES),
  train: Uint32Array.from({ length: IMAGES / 2 }, (_, i) => 2 * i + 1),
  validation: Uint32Array.from({ length: IMAGES / 2 }, (_, i) => 2 * i),
};

const all = (length: number, value: number) => new Float32Array(length).fill(value);

/** What the units of the hidden layer make of an image: always 0, near either end, neither, and 0 but for the last image. */
const hiddenOf = (isLast: boolean) => [0, 0.97, -0.97, 0.5, isLast ? 0.1 : 0];

function networkOf(kernel: Float32Array) {
  const asked: { images: Uint8Array; targets: Uint8Array }[] = [];
  const arrays = (value: number) => [kernel.map((own) => own * value), all(UNITS, 9), all(10 * UNITS, 3 * value), all(10, 9)];
  const network = {
    weights: async () => arrays(1),
    async backpropagate(images: Uint8Array, targets: Uint8Array) {
      asked.push({ images, targets });
      const count = targets.length;
      const hidden = Array.from({ length: count }, (_, image) => hiddenOf(image === count - 1)).flat();
      return { activations: [all(784 * count, 1), Float32Array.from(hidden), all(10 * count, 0.5)], gradients: arrays(0.01) };
    },
  };
  return { network: network as unknown as Network, asked };
}

const healthOf = (network: Network) => networkHealth({ network, experiment } as Insides, data, { epoch: 2, step: 8 });

it('the health of a network is measured on training images, with their targets', async () => {
  const { network, asked } = networkOf(all(784 * UNITS, 2));
  expect(await healthOf(network)).toMatchObject({ epoch: 2, step: 8, images: IMAGES / 2 });
  expect(asked).toHaveLength(1);
  expect([...(asked[0]?.targets ?? [])]).toEqual([...data.train].map((i) => data.targets[i]));
  [...data.train].forEach((i, k) => {
    expect(asked[0]?.images.slice(784 * k, 784 * (k + 1))).toEqual(data.pixels.slice(784 * i, 784 * (i + 1)));
  });
});

it('the health of a layer is that of its kernels, of units that are always 0, and of numbers at the ends of its activation', async () => {
  const { layers } = await healthOf(networkOf(all(784 * UNITS, 2)).network);
  const [flat, hidden, output] = layers;
  expect([flat?.weights, flat?.gradients]).toEqual([null, null]);
  // Biases of 9 do not count.
  expect(hidden?.weights).toMatchObject({ size: 2, finite: true });
  expect(hidden?.gradients?.size).toBeCloseTo(0.02, 6);
  expect(output?.weights).toMatchObject({ size: 3 });
  expect([hidden?.units, hidden?.silent, hidden?.saturated]).toEqual([UNITS, 1, 2 / UNITS]);
  expect([output?.units, output?.silent, output?.saturated]).toEqual([10, 0, 0]);
});

it('a number that is not finite is told, and the size is that of the others', async () => {
  const kernel = all(784 * UNITS, 2);
  kernel[7] = Number.NaN;
  const { layers } = await healthOf(networkOf(kernel).network);
  expect(layers[1]?.weights).toMatchObject({ size: 2, finite: false });
  expect(layers[2]?.weights?.finite).toBe(true);
});
