import { prepareData } from '@/dataset/prepare';
import { rowBlock } from '@/dataset/tables/row-block';
import type { Dataset, PreparedData } from '@/dataset/types';
import { createBatches, stepsPerEpoch } from '@/engine/batches';
import type { Engine, Network } from '@/engine/engine';
import { evaluate } from '@/engine/evaluate';
import { taskOutput } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf, weightSpecs } from '@/experiment/network/describe';
import { createRandom } from '@/experiment/random';
import { scheduledRate } from '@/experiment/training/schedules/rate';
import { inUnit } from '@/metrics/numbers/regression';
import { probabilitiesOf } from '@/metrics/probabilities';

/** What the app makes of an Experiment on a small data set: what a program in Python has to make of it too. */
export interface AppSide {
  data: PreparedData;
  parameters: number;
  /** Arrays in the order and layout of `weightSpecs`, and what they hold when the network starts. */
  weights: Float32Array[];
  initial: Float32Array[];
  /** Of the test items; of a target that is a number what is predicted, in its unit. */
  probabilities: Float32Array | Float64Array;
  evaluation: { loss: number; accuracy: number };
  losses: number[];
  /** All images of the first two epochs, as bytes; of a table its rows, as the bytes of 32-bit floats. */
  images: Uint8Array;
}

/** Small batches, so that twenty steps are more than one epoch; no dropout, whose masks nobody could draw alike. */
export function smallExperiment(experiment: Experiment): Experiment {
  const layers = layersOf(experiment).map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer));
  // Four images under batch normalization and Adam make rounding errors grow a thousandfold within a few steps.
  const isNormalized = layers.some((layer) => layer.kind === 'batchNormalization');
  const batchSize = Math.min(isNormalized ? 12 : 4, experiment.training.batchSize);
  return { ...experiment, model: { kind: 'network', layers }, training: { ...experiment.training, batchSize } };
}

/** Trains `steps` steps from weights that are no initializer's, so that biases and moving averages take part. */
export async function appSide(engine: Engine, experiment: Experiment, dataset: Dataset, steps: number): Promise<AppSide> {
  const { training } = experiment;
  const data = prepareData(dataset, experiment.data, training.seed, training.classWeights);
  const network = await engine.compile(experiment, data);
  const state = await network.getState();
  const weights = shaken(state.weights, 5);
  network.setState({ ...state, weights });
  const { units } = taskOutput(experiment.data);
  const target = data.table?.target;
  const logits = await network.logits(data.test);
  const { score } = await evaluate({ experiment, network, data, set: 'test', epoch: 0, breathe: async () => undefined });
  const losses = await trainSteps(network, data, experiment, steps);
  network.dispose();
  return {
    data,
    parameters: planOf(experiment).trainable,
    weights,
    initial: state.weights,
    probabilities: target ? inUnit(target, target.values, data.test, logits).predicted : probabilitiesOf(logits, units).probabilities,
    evaluation: score,
    losses,
    images: epochImages(data, experiment),
  };
}

async function trainSteps(network: Network, data: PreparedData, { training }: Experiment, count: number): Promise<number[]> {
  const perEpoch = stepsPerEpoch(data, training.batchSize);
  const batches = createBatches(data, training);
  const losses: number[] = [];
  let epoch = batches.epoch(0);
  for (let step = 0; step < count; step++) {
    if (step > 0 && step % perEpoch === 0) epoch = batches.epoch(step / perEpoch);
    const { positions, images } = epoch.at(step % perEpoch);
    network.trainStep(positions, step, rateOf(training, step, perEpoch), images);
    losses.push(...(await network.readSteps()).losses);
  }
  return losses;
}

const rateOf = (training: Experiment['training'], step: number, stepsPerEpoch: number): number =>
  scheduledRate(training, training.learningRate, { step, stepsPerEpoch, finished: [] });

function epochImages(data: PreparedData, { training }: Experiment): Uint8Array {
  const batches = createBatches(data, training);
  const size = data.height * data.width * data.channels;
  const { table } = data;
  const parts: Uint8Array[] = [];
  for (const epoch of [0, 1]) {
    const made = batches.epoch(epoch);
    for (let step = 0; step < stepsPerEpoch(data, training.batchSize); step++) {
      const { positions, images } = made.at(step);
      if (table) {
        parts.push(new Uint8Array(rowBlock(table, positions).buffer));
        continue;
      }
      const originals = [...positions].map((i) => data.pixels.subarray(i * size, (i + 1) * size));
      parts.push(images ? images.slice() : Buffer.concat(originals));
    }
  }
  return Buffer.concat(parts);
}

/** The arrays of an .npz file for weights. */
export const namedWeights = (experiment: Experiment, weights: readonly Float32Array[], nameOf: (index: number) => string) =>
  weightSpecs(experiment).map((spec, i) => ({ name: nameOf(i), shape: spec.shape, values: weights[i] ?? new Float32Array() }));

/** Every weight a little away from where it starts, so that biases, gammas and moving averages take part. */
function shaken(weights: readonly Float32Array[], seed: number): Float32Array[] {
  const random = createRandom(seed);
  return weights.map((values) => values.map((value) => value + 0.1 * (random.next() - 0.5)));
}
