import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, env } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { drawsOf } from '@tests/support/draws';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine, loseContext } from '@/engine/tfjs';
import { openImagesOnGpu } from '@/engine/tfjs/webgl/images';
import type { Experiment } from '@/experiment/experiment';
import { ACTIVATIONS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { BATCH, COUNT, compare } from './compare';
import { INSPECTION_CHECKS } from './inspect';
import { LAYER_CHECKS } from './layers';
import { SHAPE_CHECKS } from './shapes';
import { small, TRAINING_CHECKS } from './training';

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
  // Equal inputs in a window (relu's zeros, a softmax of one), windows that overlap, and one too large for the quick program.
  'max pooling': experimentOf([
    layer('maxPooling2d', { poolSize: 3, strides: 1, padding: 'same' }),
    layer('conv2d', { filters: 3, kernelSize: 3, strides: 1, padding: 'valid' }),
    layer('maxPooling2d', { poolSize: 3, strides: 2, padding: 'valid' }),
    layer('conv2d', { filters: 1, kernelSize: 2, strides: 1, activation: 'softmax' }),
    layer('maxPooling2d', { poolSize: 2, strides: 3, padding: 'same' }),
    layer('conv2d', { filters: 2, kernelSize: 1, strides: 1, activation: 'linear' }),
    layer('maxPooling2d', { poolSize: 4, strides: 1, padding: 'same' }),
    layer('flatten'),
  ]),
  pair: experimentOf([layer('flatten'), layer('dense', { units: 5 })], {}, { kind: 'pair', classes: [0, 1] }),
});

/** Two convolutions and a dense layer, as in docs/performance.md's figures. */
const m2 = (): Experiment =>
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

/** M2 with batch norm, leaky relu, dropout and L2. */
const m2x = (): Experiment => {
  const block = (filters: number) => [
    layer('conv2d', { filters, activation: 'linear', l2: 1e-4 }),
    layer('batchNormalization'),
    layer('activation', { activation: 'leakyRelu' }),
    layer('maxPooling2d'),
  ];
  const head = [layer('flatten'), layer('dropout', { rate: 0.3 }), layer('dense', { units: 128, activation: 'leakyRelu', l2: 1e-4 })];
  return experimentOf([...block(32), ...block(64), ...head], { optimizer: OPTIMIZERS.adam.defaults, batchSize: 128 });
};

/** Draw calls of one step after the first, which compiles. They do not depend on the batch size, so a small one keeps this quick. */
async function drawsPerStep(engine: Engine, experiment: Experiment): Promise<number> {
  const network = await engine.compile(experiment, randomData(COUNT));
  network.trainStep(batchAt(0, 4, COUNT), 0, 0.001);
  const draws = drawsOf(() => network.trainStep(batchAt(0, 4, COUNT), 1, 0.001));
  await network.readSteps();
  network.dispose();
  return draws;
}

async function draws() {
  const engine = await createTfjsEngine();
  return { m2: await drawsPerStep(engine, m2()), m2x: await drawsPerStep(engine, m2x()) };
}

/** Tensors before and after forty steps, and after each of four cycles of compile, train, save, restore, dispose. */
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
  const cycles = [await cycle(40)];
  for (let i = 0; i < 3; i++) cycles.push(await cycle(3));
  return cycles;
}

/** Every preset on 16-bit textures, three steps of Adam: losses and what the engine says it changed. */
async function float16() {
  // The backend registers its flags when it is loaded, which the engine would do too late for us.
  await import('@tensorflow/tfjs-backend-webgl');
  env().set('WEBGL_FORCE_F16_TEXTURES', true);
  const engine = await createTfjsEngine();
  const results: Record<string, { losses: number[]; notes: readonly string[]; effective: unknown }> = {};
  for (const preset of PRESETS) {
    const network = await engine.compile(experimentOf(preset.layers, { optimizer: OPTIMIZERS.adam.defaults }), randomData(COUNT));
    for (let step = 0; step < 3; step++) network.trainStep(batchAt(step * 8, 8, COUNT), step, 0.001);
    const { losses } = await network.readSteps();
    results[preset.title] = { losses: [...losses], notes: network.notes ?? [], effective: network.effective };
    network.dispose();
  }
  return { info: engine.info, results };
}

/** What a lost context does to a network: the hook, and how steps and readings end. */
async function contextLoss() {
  let told = 0;
  const engine = await createTfjsEngine({ onContextLost: () => told++ });
  const network = await engine.compile(experimentOf(small()), randomData(COUNT));
  network.trainStep(batchAt(0, BATCH, COUNT), 0, 0.01);
  const reading = network.readSteps().then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );
  loseContext(engine);
  const read = await reading;
  const step = await Promise.resolve()
    .then(() => network.trainStep(batchAt(0, BATCH, COUNT), 1, 0.01))
    .catch((error: { code?: string }) => error.code);
  // The rejections above run before the event reaches its next listener.
  await new Promise((resolve) => setTimeout(resolve));
  return { told, read, step };
}

/** Images gathered from one texture, and from one that is uploaded with each batch since all do not fit (a limit of 64 pixels a side). */
async function batchUploads() {
  await createTfjsEngine();
  const data = randomData(COUNT);
  const gather = async (maxTextureSize: number) => {
    const store = openImagesOnGpu(backend() as MathBackendWebGL, data, maxTextureSize);
    const { images } = store.batch(Uint32Array.of(7, 0, 47, 7));
    const values = await images.data();
    images.dispose();
    store.dispose();
    return [...values];
  };
  const [resident, uploaded] = [await gather(4096), await gather(64)];
  return {
    same: resident.every((x, i) => x === uploaded[i]),
    first: resident[5],
    expected: (data.pixels[7 * 784 + 5]! - data.offset) * data.factor,
  };
}

export const CHECKS = {
  ...TRAINING_CHECKS,
  ...LAYER_CHECKS,
  ...INSPECTION_CHECKS,
  ...SHAPE_CHECKS,
  layers: () => compare(layerExperiments(), 3, { oneSize: (name) => ACTIVATIONS.some((activation) => name === activation) }),
  draws,
  leaks,
  float16,
  contextLoss,
  batchUploads,
};

export type CheckName = keyof typeof CHECKS;

/** The answer of each check. */
export type Answer<N extends CheckName> = Awaited<ReturnType<(typeof CHECKS)[N]>>;
