import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { drawsOf } from '@tests/support/draws';
import { createTfjsEngine } from '@/engine/tfjs';
import { onDataset } from '@/experiment/data/on-dataset';
import { type OwnId, storeEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS, type Activation } from '@/experiment/network/types';
import { createRandom } from '@/experiment/random';
import { COUNT, compare } from './compare';

/** A few numbers of each image as a sequence of `steps`. */
const sequence = (steps: number, ...layers: Layer[]): Layer[] => [
  layer('averagePooling2d', { poolSize: 7 }),
  layer('reshape', { targetShape: [steps, 16 / steps] }),
  ...layers,
];

/**
 * Derived from its output, from its input with an option, from all outputs of a row, and none. The formula of each activation is held to the cpu engine
 * in other layers (`checks.ts`); here it is whether these layers apply it in the right places.
 */
const TYPICAL: readonly Activation[] = ['tanh', 'leakyRelu', 'softmax', 'linear', 'swish'];

const recurrentExperiments = (): Record<string, Experiment> => ({
  // An activation of every kind in each of its places, over sequences and last outputs. Gates have another one, so that none can stand in for it. All are of
  // one size, since each size compiles every program anew; the sizes themselves are what the networks below are for.
  ...Object.fromEntries(
    TYPICAL.map((activation, i) => {
      const recurrentActivation = TYPICAL[(i + 1) % TYPICAL.length] as Activation;
      return [
        `recurrent ${activation}, gates ${recurrentActivation}`,
        experimentOf(
          sequence(
            4,
            layer('simpleRnn', { units: 4, activation, returnSequences: true }),
            layer('lstm', { units: 4, activation, recurrentActivation, returnSequences: true, useBias: false }),
            layer('gru', { units: 4, activation, recurrentActivation }),
          ),
        ),
      ];
    }),
  ),
  // Odd sizes, since products lie four numbers to a pixel, and more steps than a program may read textures.
  'many steps': experimentOf([
    layer('reshape', { targetShape: [49, 16] }),
    layer('lstm', { units: 7, returnSequences: true, l2: 0.01 }),
    layer('batchNormalization'),
    layer('dropout', { rate: 0.3 }),
    layer('gru', { units: 5, returnSequences: true, l1: 0.01 }),
    layer('gru', { units: 6, returnSequences: true, resetAfter: false }),
    layer('simpleRnn', { units: 9, returnSequences: true }),
    layer('flatten'),
  ]),
  'one step': experimentOf(sequence(1, layer('lstm', { units: 1 }), layer('dense', { units: 3 }))),
  'one unit, one feature': experimentOf(
    sequence(16, layer('gru', { units: 1, returnSequences: true, resetAfter: false }), layer('simpleRnn', { units: 1 })),
  ),
});

const convolutionExperiments = (): Record<string, Experiment> => ({
  ...Object.fromEntries(
    TYPICAL.map((activation) => [
      `depthwise ${activation}`,
      experimentOf([
        layer('depthwiseConv2d', { kernelSize: 3, strides: 3, depthMultiplier: 3, activation }),
        layer('separableConv2d', { filters: 5, kernelSize: 3, strides: 2, activation }),
        layer('globalAveragePooling2d'),
      ]),
    ]),
  ),
  'depthwise windows': experimentOf([
    layer('conv2d', { filters: 3, kernelSize: 2, strides: 1, padding: 'valid', activation: 'tanh' }),
    layer('depthwiseConv2d', { kernelSize: 5, strides: 1, padding: 'same', activation: 'tanh', useBias: false }),
    layer('depthwiseConv2d', { kernelSize: 4, strides: 2, padding: 'valid', activation: 'tanh' }),
    layer('depthwiseConv2d', { kernelSize: 2, strides: 3, padding: 'valid', depthMultiplier: 2, activation: 'tanh' }),
    layer('separableConv2d', { filters: 4, kernelSize: 2, strides: 1, depthMultiplier: 2, padding: 'same', l1: 0.01, useBias: false }),
    layer('reshape', { targetShape: [2, 4, 8] }),
    layer('depthwiseConv2d', { kernelSize: 1, strides: 1 }),
    layer('globalAveragePooling2d'),
    layer('dense', { units: 4, activation: 'tanh' }),
  ]),
  'depthwise first': experimentOf([layer('depthwiseConv2d', { kernelSize: 3, strides: 2, depthMultiplier: 4 }), layer('flatten')]),
});

/** Color images of an own data set, neither square nor a power of two, through every kind of first layer that reads maps. */
async function color() {
  const dataset: OwnId = `own-${'c'.repeat(64)}`;
  const [height, width, channels] = [9, 12, 3] as const;
  const classNames = Array.from({ length: 10 }, (_, label) => `class ${label}`);
  storeEntry(dataset, {
    kind: 'images',
    name: 'Color',
    itemShape: [height, width, channels],
    classNames,
    counts: { train: COUNT, test: 0 },
    files: [],
  });
  const random = createRandom(5);
  const pixels = Uint8Array.from({ length: COUNT * height * width * channels }, () => random.below(256));
  const experiments: Record<string, Layer[]> = {
    dense: [layer('flatten'), layer('dense', { units: 6, activation: 'tanh' })],
    convolution: [layer('conv2d', { filters: 5, kernelSize: 3, strides: 1, activation: 'tanh' }), layer('maxPooling2d'), layer('flatten')],
    depthwise: [layer('depthwiseConv2d', { kernelSize: 3, strides: 2, activation: 'tanh' }), layer('globalAveragePooling2d')],
  };
  const on = (layers: Layer[]): Experiment => {
    const experiment = experimentOf(layers);
    return { ...experiment, data: onDataset(experiment.data, dataset) };
  };
  return compare(Object.fromEntries(Object.entries(experiments).map(([name, layers]) => [name, on(layers)])), 3, {
    data: { pixels, classNames, height, width, channels },
    oneSize: () => true,
  });
}

/** Draw calls of one step of plain gradient descent on a recurrent layer over the 28 rows, after a first step, which compiles. */
async function recurrentDraws() {
  const engine = await createTfjsEngine();
  const drawsPerStep = async (kind: 'simpleRnn' | 'lstm' | 'gru') => {
    const rows = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer(kind, { units: 32 })]);
    const network = await engine.compile(rows, randomData(8));
    network.trainStep(batchAt(0, 4, 8), 0, 0.001);
    const draws = drawsOf(() => network.trainStep(batchAt(0, 4, 8), 1, 0.001));
    await network.readSteps();
    network.dispose();
    return draws;
  };
  return { simpleRnn: await drawsPerStep('simpleRnn'), lstm: await drawsPerStep('lstm'), gru: await drawsPerStep('gru') };
}

/** Tensors before and after steps of all these layers, and after the network's end. */
async function layerLeaks() {
  const engine = await createTfjsEngine();
  const cycles = [];
  for (const experiment of [...Object.values(recurrentExperiments()).slice(-3), ...Object.values(convolutionExperiments()).slice(-2)]) {
    const network = await engine.compile(experiment, randomData(8));
    network.trainStep(batchAt(0, 4, 8), 0, 0.01);
    await network.readSteps();
    const before = network.memory().tensors;
    for (let step = 1; step <= 5; step++) network.trainStep(batchAt(step, 4, 8), step, 0.01);
    await network.readSteps();
    await network.logits(batchAt(0, 3, 8));
    const after = network.memory().tensors;
    network.dispose();
    cycles.push({ before, after, disposed: network.memory().tensors });
  }
  return cycles;
}

export const LAYER_CHECKS = {
  color,
  recurrent: () => compare(recurrentExperiments(), 2, { oneSize: (name) => name.startsWith('recurrent ') }),
  convolutions: () =>
    compare(convolutionExperiments(), 3, { oneSize: (name) => ACTIVATIONS.some((activation) => name === `depthwise ${activation}`) }),
  recurrentDraws,
  layerLeaks,
};
