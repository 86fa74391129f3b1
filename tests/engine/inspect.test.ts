import { layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { MORE_STACKS, STACKS } from '@tests/engine/support/stacks';
import { describe, expect, it } from 'vitest';
import type { Engine, Network } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import { experimentOf, withNetwork } from './wasm/fixtures';
import { distance, inputOf, inspectionOf } from './wasm/reference';

/** More than one pass of the CPU engine takes. */
const IMAGES = 5;
const data = randomData(IMAGES, 10);
const TRAINING = { batchSize: 4, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } } as const;

const ENGINES = {
  'WebAssembly, one thread': () => createWasmEngine({ threads: 1 }),
  'TensorFlow.js': () => createTfjsEngine({ prefer: 'cpu' }),
} satisfies Record<string, () => Promise<Engine>>;

/** Five steps of training change a state and leave the gradients of the last behind. */
function trainSome(network: Network): void {
  for (let step = 0; step < 5; step++) network.trainStep(data.train.subarray(0, 4), step, 0.001);
}

describe.each([...STACKS, ...MORE_STACKS])('%s', (_title, layers) => {
  const experiment = experimentOf([...layers], TRAINING);
  const weights = randomWeights(experiment);
  const output = 3;

  it.each(Object.entries(ENGINES))('%s shows what each layer makes, and how the output follows from it', async (_name, create) => {
    const engine = await create();
    const network = await engine.compile(experiment, data);
    network.setState({ ...(await network.getState()), weights });
    const before = network.memory();
    const { activations, gradients, inputGradient } = await network.inspect(data.pixels, output);
    expect(network.memory()).toEqual(before);
    const wanted = inspectionOf(experiment, weights, inputOf(data, data.train), output);
    const [byInput, ...byLayers] = wanted.gradients;
    expect(activations).toHaveLength(layers.length + 1);
    expect(activations.map((values, i) => distance(values, wanted.activations[i]!)).filter((d) => !(d < 1e-4))).toEqual([]);
    expect(gradients.map((values, i) => distance(values, byLayers[i]!)).filter((d) => !(d < 1e-4))).toEqual([]);
    expect(distance(inputGradient!, byInput!)).toBeLessThan(1e-4);
    // The last activations are the logits.
    expect(distance(activations.at(-1)!, await network.logitsOf(data.pixels))).toBeLessThan(1e-6);
    network.dispose();
  });

  it.each(Object.entries(ENGINES))('%s trains on as if nobody had looked', async (_name, create) => {
    const states = [];
    for (const looks of [false, true]) {
      const engine = await create();
      const network = await engine.compile(experiment, data);
      trainSome(network);
      if (looks) await network.inspect(data.pixels, output);
      trainSome(network);
      states.push(await network.getState());
      network.dispose();
    }
    expect(states[1]).toEqual(states[0]);
  });
});

it('several threads show what one does', async () => {
  const experiment = experimentOf([...(MORE_STACKS[0]?.[1] ?? [])], TRAINING);
  const [one, three] = [1, 3].map((threads) => withNetwork(experiment, data, (network) => network.inspect(data.pixels, 1), threads));
  const [wanted, shown] = [await one!, await three!];
  for (const [i, values] of shown.activations.entries()) expect(distance(values, wanted.activations[i]!)).toBeLessThan(1e-5);
  for (const [i, values] of shown.gradients.entries()) expect(distance(values, wanted.gradients[i]!)).toBeLessThan(1e-5);
  expect(distance(shown.inputGradient!, wanted.inputGradient!)).toBeLessThan(1e-5);
});

describe.each(Object.entries(ENGINES))('%s', (_name, create) => {
  it('shows only what layers make where no output is asked for, and refuses outputs that are not there', async () => {
    const engine = await create();
    const network = await engine.compile(experimentOf([layer('flatten')], TRAINING), data);
    const { activations, gradients, inputGradient } = await network.inspect(data.pixels.subarray(0, 784), null);
    expect(activations.map((values) => values.length)).toEqual([784, 10]);
    expect(gradients).toEqual([]);
    expect(inputGradient).toBeNull();
    for (const output of [10, -1, 0.5]) await expect(network.inspect(data.pixels, output)).rejects.toThrow(RangeError);
    network.dispose();
  });
});
