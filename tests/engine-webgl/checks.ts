import { batchAt, experimentOf, layer, randomData } from '@tests/engine/tfjs/helpers';
import type { Engine, Network } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Experiment } from '@/experiment/experiment';
import { ACTIVATIONS } from '@/experiment/network/types';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { drawsOf } from './draws';

const COUNT = 48;
const BATCH = 12;

/** Losses of ten steps, then all weights, slots and logits, in one row of numbers. */
async function trace(engine: Engine, experiment: Experiment, learningRate = 0.02): Promise<{ losses: number[]; numbers: number[] }> {
  const outputs = experiment.data.task.kind === 'pair' ? 2 : 10;
  const network = await engine.compile(experiment, randomData(COUNT, outputs));
  for (let step = 0; step < 10; step++) network.trainStep(batchAt(step * BATCH, BATCH, COUNT), step, learningRate);
  const { losses, correct } = await network.readSteps();
  const state = await network.getState();
  const logits = await network.logits(batchAt(0, 21, COUNT));
  const drawn = await network.logitsOf(new Uint8Array(2 * 784).fill(99));
  const penalty = await network.penalty();
  network.dispose();
  const numbers = [...correct, penalty, ...drawn, ...logits, ...[...state.weights, ...state.slots.flat()].flatMap((each) => [...each])];
  return { losses: [...losses], numbers };
}

/** The largest distance between two traces, each number's against the larger of 1 and its own size. */
function distance(a: { losses: number[]; numbers: number[] }, b: { losses: number[]; numbers: number[] }): number {
  const left = [...a.losses, ...a.numbers];
  const right = [...b.losses, ...b.numbers];
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  const apart = left.map((x, i) => Math.abs(x - right[i]!) / Math.max(1, Math.abs(x)));
  return apart.some(Number.isNaN) ? Number.NaN : Math.max(...apart);
}

const small = () => [
  layer('conv2d', { filters: 3, kernelSize: 5, strides: 3, padding: 'same', l2: 0.01 }),
  layer('batchNormalization'),
  layer('dropout', { rate: 0.3 }),
  layer('flatten'),
  layer('dense', { units: 7, activation: 'leakyRelu', l1: 0.001 }),
  layer('batchNormalization'),
];

const optimizerExperiments = (): Record<string, Experiment> => ({
  ...Object.fromEntries(OPTIMIZER_NAMES.map((name) => [name, experimentOf(small(), { optimizer: OPTIMIZERS[name].defaults })])),
  nesterov: experimentOf(small(), { optimizer: { kind: 'momentum', momentum: 0.8, nesterov: true } }),
  'rmsprop with momentum': experimentOf(small(), { optimizer: { kind: 'rmsprop', rho: 0.8, momentum: 0.5, epsilon: 1e-6 } }),
});

const layerExperiments = (): Record<string, Experiment> => ({
  ...Object.fromEntries(
    ACTIVATIONS.map((activation) => [
      activation,
      experimentOf([
        layer('conv2d', { filters: 4, kernelSize: 3, strides: 4, activation }),
        layer('flatten'),
        layer('dense', { units: 9, activation }),
        layer('activation', { activation }),
      ]),
    ]),
  ),
  'pooling, padded': experimentOf([
    layer('conv2d', { filters: 2, kernelSize: 3, strides: 2, padding: 'valid', activation: 'tanh' }),
    layer('averagePooling2d', { poolSize: 3, strides: 2, padding: 'same' }),
    layer('maxPooling2d', { poolSize: 3, strides: 2, padding: 'same' }),
    layer('conv2d', { filters: 5, kernelSize: 2, strides: 1, padding: 'same', activation: 'elu', useBias: false }),
    layer('averagePooling2d', { poolSize: 2 }),
    layer('flatten'),
  ]),
  pair: experimentOf([layer('flatten'), layer('dense', { units: 5 })], {}, { kind: 'pair', classes: [0, 1] }),
});

/** Distance between the WebGL engine and the cpu engine, by experiment. */
async function compare(experiments: Record<string, Experiment>, learningRate?: number) {
  const webgl = await createTfjsEngine();
  const traces = new Map<string, Awaited<ReturnType<typeof trace>>>();
  for (const [name, experiment] of Object.entries(experiments)) traces.set(name, await trace(webgl, experiment, learningRate));
  const cpu = await createTfjsEngine({ prefer: 'cpu' });
  const distances: Record<string, number> = {};
  for (const [name, experiment] of Object.entries(experiments))
    distances[name] = distance(traces.get(name)!, await trace(cpu, experiment, learningRate));
  return { info: webgl.info, distances };
}

/** The network of issue 3's figures. */
export const m2 = (): Experiment =>
  experimentOf(
    [
      layer('conv2d', { filters: 32 }),
      layer('maxPooling2d'),
      layer('conv2d', { filters: 64 }),
      layer('maxPooling2d'),
      layer('flatten'),
      layer('dense', { units: 128 }),
    ],
    { optimizer: OPTIMIZERS.adam.defaults, batchSize: 128 },
  );

/** Draw calls of a step, and milliseconds, after the first (which compiles). */
async function measure(network: Network, size: number, steps: number): Promise<{ draws: number; msPerStep: number; firstMs: number }> {
  const start = performance.now();
  network.trainStep(batchAt(0, size, size), 0, 0.001);
  await network.readSteps();
  const compiled = performance.now();
  let draws = 0;
  for (let step = 1; step <= steps; step++) {
    draws = drawsOf(() => network.trainStep(batchAt(0, size, size), step, 0.001));
    await network.readSteps();
  }
  return { draws, msPerStep: (performance.now() - compiled) / steps, firstMs: compiled - start };
}

async function drawsOfM2() {
  const engine = await createTfjsEngine();
  const network = await engine.compile(m2(), randomData(128));
  const measured = await measure(network, 128, 2);
  network.dispose();
  return measured;
}

/** Tensors before and after a hundred steps and five compile, train, save, restore, dispose cycles. */
async function leaks() {
  const engine = await createTfjsEngine();
  const cycle = async (steps: number) => {
    const network = await engine.compile(experimentOf(small(), { optimizer: OPTIMIZERS.adam.defaults }), randomData(COUNT));
    network.trainStep(batchAt(0, BATCH, COUNT), 0, 0.01);
    await network.readSteps();
    const before = network.memory().tensors;
    for (let step = 1; step <= steps; step++) network.trainStep(batchAt(step, BATCH, COUNT), step, 0.01);
    await network.readSteps();
    network.setState(await network.getState());
    await network.logits(batchAt(0, 5, COUNT));
    const after = network.memory().tensors;
    network.dispose();
    return { before, after, disposed: network.memory().tensors };
  };
  const cycles = [await cycle(100)];
  for (let i = 0; i < 5; i++) cycles.push(await cycle(3));
  return cycles;
}

export const CHECKS = {
  optimizers: () => compare(optimizerExperiments()),
  layers: () => compare(layerExperiments()),
  draws: drawsOfM2,
  leaks,
};

export type CheckName = keyof typeof CHECKS;
