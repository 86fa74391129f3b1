import { layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { MORE_STACKS, RECURRENT, STACKS } from '@tests/engine/support/stacks';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { experimentOf, type Setting } from './wasm/fixtures';
import { startNodeHelper } from './wasm/node-helper';
import { startNodeShare } from './wasm/node-split';
import { distance, gradientsOf } from './wasm/reference';

/** More than one pass of the CPU engine takes, and a last one that is not full. */
const IMAGES = 9;
const TRAINING: Setting = { batchSize: 4, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } };
const data = randomData(IMAGES, 10);

const ENGINES = {
  'WebAssembly, one thread': () => createWasmEngine({ threads: 1 }),
  'WebAssembly, three threads': () => createWasmEngine({ threads: 3, startHelper: startNodeHelper, workPerThread: 1 }),
  'WebAssembly, two workers': () => createWasmEngine({ threads: 1, split: { workers: 2, startHelper: startNodeShare, eager: true } }),
  'TensorFlow.js': () => createTfjsEngine({ prefer: 'cpu' }),
} satisfies Record<string, () => Promise<Engine>>;

/** Regularization is no part of what is asked for. */
const bare = (experiment: Experiment): Experiment => ({
  ...experiment,
  model: { kind: 'network', layers: layersOf(experiment).map((one) => ('l2' in one ? { ...one, l1: 0, l2: 0 } : one)) },
});

/** The tape's gradients, worked out once for all engines. */
const known = new Map<string, Float32Array[]>();
function wantedOf(experiment: Experiment, from: PreparedData, weights: Float32Array[]): Float32Array[] {
  const key = JSON.stringify([experiment, from.classWeights ? [...from.classWeights] : null]);
  const wanted = known.get(key) ?? gradientsOf(bare(experiment), from, from.train, weights, null).gradients;
  known.set(key, wanted);
  return wanted;
}

/** The published recurrent networks take long on the tape, and one stack here has every recurrent layer. */
const SHORT = STACKS.slice(0, -RECURRENT.length);

/** Compares what an engine says of all images of `from` with TensorFlow.js's tape, and looks for leaks. */
async function expectAsTape(create: () => Promise<Engine>, experiment: Experiment, from: PreparedData): Promise<void> {
  const engine = await create();
  const network = await engine.compile(experiment, from);
  const weights = randomWeights(experiment);
  network.setState({ ...(await network.getState()), weights });
  const memory = network.memory();
  const { activations, gradients } = await network.backpropagate(from.pixels, from.targets);
  expect(await network.weights()).toEqual(weights);
  expect(network.memory()).toEqual(memory);
  const wanted = wantedOf(experiment, from, weights);
  const trained = gradients.filter(({ length }) => length > 0);
  expect(gradients.map(({ length }) => length > 0)).toEqual(weightSpecs(experiment).map(({ trainable }) => trainable));
  const largest = Math.max(...wanted.flatMap((values) => [...values].map(Math.abs)));
  expect(trained.map((values, i) => distance(values, wanted[i]!, 0.01 * largest)).filter((d) => !(d < 1e-4))).toEqual([]);
  expect(activations).toEqual((await network.inspect(from.pixels, null)).activations);
  network.dispose();
  engine.dispose();
}

describe.each(Object.entries(ENGINES))('the gradient of the loss by the weights, %s', (_name, create) => {
  it.each([...SHORT, ...MORE_STACKS])('is that of the tape: %s', async (_title, layers) => {
    await expectAsTape(create, experimentOf([...layers], TRAINING), data);
  });

  it('is that of the tape for each loss, one output or many, with class weights', async () => {
    const layers: Layer[] = [layer('flatten'), layer('dense', { units: 6, activation: 'tanh' })];
    const ofTwo = randomData(IMAGES, 2);
    for (const loss of ['crossEntropy', 'meanSquaredError'] as const) {
      const weighted = { ...data, classWeights: Float32Array.from({ length: 10 }, (_, k) => 0.5 + k / 4) };
      await expectAsTape(create, experimentOf(layers, { ...TRAINING, training: { loss } }), weighted);
      const pair = { kind: 'pair', classes: [0, 1] } as const;
      await expectAsTape(create, experimentOf(layers, { ...TRAINING, training: { loss }, task: { ...pair, classes: [0, 1] } }), ofTwo);
    }
  });

  it('leaves training as it was', async () => {
    const states = [];
    for (const looks of [false, true]) {
      const engine = await create();
      const network = await engine.compile(experimentOf([...MORE_STACKS[0]![1]], TRAINING), data);
      for (let step = 0; step < 6; step++) {
        network.trainStep(data.train.subarray(0, 4), step, 0.001);
        if (looks) await network.backpropagate(data.pixels, data.targets);
      }
      states.push(await network.getState());
      network.dispose();
      engine.dispose();
    }
    expect(states[1]).toEqual(states[0]);
  });
});
