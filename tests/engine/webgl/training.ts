import { env } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { drawsOf } from '@tests/support/draws';
import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Experiment } from '@/experiment/experiment';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Clipping, Loss, TrainingSpec } from '@/experiment/training/types';
import { BATCH, COUNT, compare } from './compare';

/** What training is made of, on the WebGL engine: optimizers, losses, class weights, clipping, images given with a batch. */

export const small = () => [
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
  'adadelta, large epsilon': experimentOf(small(), { optimizer: { kind: 'adadelta', rho: 0.9, epsilon: 0.05 } }),
  'adamw, strong decay': experimentOf(small(), {
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-5, weightDecay: 0.5 },
  }),
});

const LIMITS: Record<Exclude<Clipping['kind'], 'none'>, number> = { value: 0.01, norm: 0.1, globalNorm: 0.2 };
const CLIPPINGS = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((kind): Clipping => ({ kind, limit: LIMITS[kind] }));

const clippingExperiments = (): Record<string, Experiment> =>
  Object.fromEntries(CLIPPINGS.map((clipping) => [clipping.kind, experimentOf(small(), { clipping })]));

/** Each loss on ten outputs and on one. */
const lossExperiments = (): Record<string, Experiment> => {
  const losses: Loss[] = ['crossEntropy', 'meanSquaredError'];
  const both = losses.map((loss): [string, Experiment][] => [
    [loss, experimentOf(small(), { loss })],
    [`${loss} of a pair`, experimentOf(small(), { loss }, { kind: 'pair', classes: [0, 1] })],
  ]);
  return Object.fromEntries(both.flat());
};

/** One for each of ten classes, the first two of which serve a pair; one is 0. */
const CLASS_WEIGHTS: Partial<PreparedData> = { classWeights: Float32Array.of(0.25, 3, 1, 0, 2, 0.5, 1.5, 4, 0.125, 1) };

const changedPixels = () => randomData(COUNT, 10, 99).pixels;

/** The pixels at these positions of `pixels`. */
const imagesAt = (pixels: Uint8Array, batch: Uint32Array): Uint8Array =>
  Uint8Array.from([...batch].flatMap((index) => [...pixels.subarray(index * 784, (index + 1) * 784)]));

/** Distance to the cpu engine where every second batch comes with images of its own. */
function images() {
  const pixels = changedPixels();
  return compare({ 'every second batch': experimentOf(small()) }, 4, {
    images: (batch, step) => (step % 2 === 0 ? imagesAt(pixels, batch) : undefined),
  });
}

/** Whether images given with each batch leave the same losses, bit by bit, as a data set that holds them. */
async function imagesLikeStored(): Promise<boolean> {
  const engine = await createTfjsEngine();
  const [stored, pixels] = [randomData(COUNT), changedPixels()];
  const lossesOf = async (data: PreparedData, given: boolean) => {
    const network = await engine.compile(experimentOf(small()), data);
    for (let step = 0; step < 3; step++) {
      const batch = batchAt(step * 7, 7, COUNT);
      network.trainStep(batch, step, 0.02, ...(given ? [imagesAt(pixels, batch)] : []));
    }
    const { losses } = await network.readSteps();
    network.dispose();
    return [...losses];
  };
  const [given, lying] = [await lossesOf(stored, true), await lossesOf({ ...stored, pixels }, false)];
  return given.every((loss, i) => loss > 0 && loss === lying[i]);
}

/** Draw calls of one step after the first, by what is switched on. */
async function trainingDraws() {
  const engine = await createTfjsEngine();
  const drawsWith = async (training: Partial<TrainingSpec>, data: Partial<PreparedData> = {}, own?: Uint8Array) => {
    const network = await engine.compile(experimentOf(small(), training), { ...randomData(COUNT), ...data });
    const step = (n: number) => network.trainStep(batchAt(0, 4, COUNT), n, 0.001, ...(own ? [own] : []));
    step(0);
    const draws = drawsOf(() => step(1));
    await network.readSteps();
    network.dispose();
    return draws;
  };
  return {
    plain: await drawsWith({}),
    meanSquaredError: await drawsWith({ loss: 'meanSquaredError' }),
    classWeights: await drawsWith({}, CLASS_WEIGHTS),
    images: await drawsWith({}, {}, new Uint8Array(4 * 784)),
    adam: await drawsWith({ optimizer: OPTIMIZERS.adam.defaults }),
    adamw: await drawsWith({ optimizer: OPTIMIZERS.adamw.defaults }),
    nadam: await drawsWith({ optimizer: OPTIMIZERS.nadam.defaults }),
  };
}

/** Tensors before and after some steps with all of it, and when all is disposed. */
async function trainingLeaks() {
  const engine = await createTfjsEngine();
  const tensorsOf = async (network: Network) => {
    const own = new Uint8Array(BATCH * 784).fill(7);
    const step = (n: number) => network.trainStep(batchAt(n, BATCH, COUNT), n, 0.01, ...(n % 2 === 0 ? [own] : []));
    step(0);
    await network.readSteps();
    const before = network.memory().tensors;
    for (let n = 1; n <= 10; n++) step(n);
    await network.readSteps();
    const after = network.memory().tensors;
    network.dispose();
    return { before, after, disposed: network.memory().tensors };
  };
  const results = [];
  // The two know nothing of each other: each optimizer with one clipping, and each clipping with an optimizer.
  for (const [i, kind] of (['adadelta', 'adamax', 'adamw', 'nadam'] as const).entries()) {
    const clipping = CLIPPINGS[i % CLIPPINGS.length] as Clipping;
    const experiment = experimentOf(small(), { clipping, optimizer: OPTIMIZERS[kind].defaults, loss: 'meanSquaredError' });
    results.push(await tensorsOf(await engine.compile(experiment, { ...randomData(COUNT), ...CLASS_WEIGHTS })));
  }
  return results;
}

/** Losses of every optimizer on 16-bit textures, clipped, with either loss. */
async function float16Training() {
  // The backend registers its flags when it is loaded, which the engine would do too late for us.
  await import('@tensorflow/tfjs-backend-webgl');
  env().set('WEBGL_FORCE_F16_TEXTURES', true);
  const engine = await createTfjsEngine();
  const results: Record<string, number[]> = {};
  for (const name of OPTIMIZER_NAMES)
    for (const loss of ['crossEntropy', 'meanSquaredError'] as const) {
      const training: Partial<TrainingSpec> = { optimizer: OPTIMIZERS[name].defaults, clipping: { kind: 'globalNorm', limit: 0.2 }, loss };
      const network = await engine.compile(experimentOf(small(), training), randomData(COUNT));
      for (let step = 0; step < 10; step++) network.trainStep(batchAt(step * BATCH, BATCH, COUNT), step, 0.01);
      results[`${name}, ${loss}`] = [...(await network.readSteps()).losses];
      network.dispose();
    }
  return { info: engine.info, results };
}

export const TRAINING_CHECKS = {
  optimizers: () => compare(optimizerExperiments(), 10),
  clipping: () => compare(clippingExperiments(), 5),
  losses: () => compare(lossExperiments(), 5),
  classWeights: () => compare(lossExperiments(), 5, { data: CLASS_WEIGHTS }),
  images,
  imagesLikeStored,
  trainingDraws,
  trainingLeaks,
  float16Training,
};
