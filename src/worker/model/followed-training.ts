import { rowBlock } from '@/dataset/tables/row-block';
import type { PreparedData } from '@/dataset/types';
import { type Batch, createBatches, itemsPerEpoch } from '@/engine/batches';
import type { Network } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { followedExperiment } from '@/metrics/walkthrough/followed-network';
import { fitsExperiment } from '@/run/fits';
import type { NetworkState } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { FollowedExample, FollowedTarget, QuestionOf } from '@/worker/protocol';
import { imageAt, publicPosition } from './samples';

/** Steps between two readings of the losses. */
const BLOCK = 250;

/**
 * Trains by single images or rows, apart from any run, from the state that the page has, and answers with the next one. A network of its own does the steps; the trained
 * one is not touched.
 *
 * @param trained the state of the trained network
 * @throws Error, in words for people, where the data are not here or the trained network is another one
 */
export async function followTraining(
  { experiment: design, start, example, steps }: QuestionOf<'follow'>,
  { datasets, engines, outbox, yieldToEvents }: WorkerContext,
  trained: () => Promise<NetworkState>,
): Promise<FollowedExample> {
  const experiment = followedExperiment(design);
  const data = datasets.prepare(datasets.present(experiment.data.dataset), experiment);
  const total = itemsPerEpoch(data);
  if (total === 0) throw new Error('There is nothing to train on. Give the training part of the split some in the Data panel.');
  const batchAt = singleItems(data, experiment.training.seed);
  let state = start === 'initial' ? initialState(experiment) : start === 'trained' ? await trained() : start;
  if (!fitsExperiment(state, experiment)) throw new Error('The trained network has other layers or another optimizer than the settings.');
  let sum = 0;
  if (steps > 0) {
    const engine = await engines.holding(experiment);
    const network = await engine.compile(experiment, data);
    try {
      network.setState(state);
      for (let done = 0; done < steps; done += BLOCK) {
        sum += await run(network, Math.min(BLOCK, steps - done), example + done);
        outbox.pulse();
        await yieldToEvents();
      }
      state = await network.getState();
    } finally {
      network.dispose();
    }
  }
  const next = example + steps;
  const { positions, images } = batchAt(next);
  const position = positions[0] ?? 0;
  const target = data.targets[position] ?? 0;
  return {
    state,
    example: next,
    total,
    index: publicPosition(data, position),
    pixels: images?.slice() ?? imageAt(data, position),
    row: data.table ? rowBlock(data.table, Uint32Array.of(position)) : null,
    number: numberAt(data, position),
    target,
    weight: data.classWeights?.[target] ?? 1,
    input: { offset: data.offset, factor: data.factor },
    classNames: data.classNames,
    meanLoss: steps > 0 ? sum / steps : null,
  };

  /** The sum of the losses of `count` steps. */
  async function run(network: Network, count: number, from: number): Promise<number> {
    const { learningRate } = experiment.training;
    for (let k = 0; k < count; k++) {
      const batch = batchAt(from + k);
      network.trainStep(batch.positions, from + k, learningRate, batch.images);
    }
    const { losses } = await network.readSteps();
    return losses.reduce((total, loss) => total + loss, 0);
  }
}

/** The number that is to be predicted of a row; `null` where it is a class. */
function numberAt({ table }: PreparedData, position: number): FollowedTarget | null {
  if (!table?.target) return null;
  const { values, standardized, mean, deviation, unit } = table.target;
  return { value: values[position] ?? 0, standardized: standardized[position] ?? 0, mean, deviation, unit };
}

/** The images or rows that are trained on one by one, by their number through all epochs. An epoch is shuffled once, not for each of its items. */
function singleItems(data: PreparedData, seed: number): (number: number) => Batch {
  const total = itemsPerEpoch(data);
  const batches = createBatches(data, { batchSize: 1, seed });
  let epoch = 0;
  let images = batches.epoch(epoch);
  return (number) => {
    const wanted = Math.floor(number / total);
    if (wanted !== epoch) images = batches.epoch(wanted);
    epoch = wanted;
    return images.at(number % total);
  };
}
