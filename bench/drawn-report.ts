import { type DrawnImage, HALVES, type Half, joinedImages, readDrawings } from '@tests/support/drawings/files';
import { moreDrawings } from '@tests/support/drawings/garments';
import { tracedSilhouettes } from '@tests/support/drawings/traced';
import { mirroredImage } from '@/dataset/drawing/views';
import type { PreparedData } from '@/dataset/types';
import { createBatches, stepsPerEpoch } from '@/engine/batches';
import type { Network } from '@/engine/engine';
import type { Experiment } from '@/experiment/experiment';
import { scheduledRate } from '@/experiment/training/schedules/rate';
import { probabilitiesOf } from '@/metrics/probabilities';

const CLASSES = 10;
const SLICE = 500;

/** Trains a network for all its epochs. */
export async function train(network: Network, data: PreparedData, { training }: Experiment): Promise<void> {
  const batches = createBatches(data, training);
  const steps = stepsPerEpoch(data, training.batchSize);
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = batches.epoch(epoch);
    for (let step = 0; step < steps; step++) {
      const { positions, images } = order.at(step);
      const done = epoch * steps + step;
      const rate = scheduledRate(training, training.learningRate, { step: done, stepsPerEpoch: steps, finished: [] });
      network.trainStep(positions, done, rate, images);
      if (step % 50 === 0) await network.readSteps();
    }
    await network.readSteps();
  }
}

/** Shares by the name of what was asked about, from 0 to 1. */
export type Shares = Record<string, number>;

/** Drawings that are only looked at as a figure. */
const HELD_BACK = 'more drawings, held back';

/** How often each silhouette is followed. */
const FOLLOWED = 10;

/** Prints how well test images and drawings are named, and returns it. `more` sets of drawings are asked about besides those of the files. */
export async function report(network: Network, data: PreparedData, more = 0): Promise<Shares> {
  const { test, targets, pixels } = data;
  const size = data.height * data.width;
  const images = Array.from(test, (at) => pixels.subarray(at * size, (at + 1) * size));
  const labels = Array.from(test, (at) => targets[at]!);
  const shares: Shares = { 'test accuracy': firstShare(await answersOf(network, images), labels) };
  say(`test accuracy ${percent(shares['test accuracy']!)}`);
  const ask = async (name: string, drawn: readonly DrawnImage[]): Promise<Float32Array> => {
    const wanted = drawn.map(({ label }) => label ?? -1);
    const answers = await answersOf(network, drawn.map((one) => one.pixels)); // biome-ignore format: one line
    const places = ranks(answers, wanted);
    Object.assign(shares, { [`${name}, first`]: shareBelow(places, 1), [`${name}, among three`]: shareBelow(places, 3) });
    return answers;
  };
  for (const half of HALVES) {
    const drawn = garmentsOf(half);
    const wanted = drawn.map(({ label }) => label ?? -1);
    const straight = await ask(half, drawn);
    const turned = await answersOf(network, drawn.map((one) => mirroredImage(one.pixels))); // biome-ignore format: one line
    const both = straight.map((value, i) => (value + turned[i]!) / 2);
    say(`${half} (${drawn.length}): ${scores(straight, wanted)}; both ways round: ${scores(both, wanted)}`);
    if (half === 'development') byStyle(drawn, straight, wanted);
  }
  for (const [name, drawn] of [
    ['more drawings', moreDrawings(more)],
    [HELD_BACK, moreDrawings(more, 'held-back')],
    ['silhouettes followed', tracedSilhouettes(FOLLOWED, false)],
    ['silhouettes followed and filled', tracedSilhouettes(FOLLOWED, true)],
  ] as const) {
    if (drawn.length === 0) continue;
    const answers = await ask(name, drawn);
    const wanted = drawn.map(({ label }) => label ?? -1);
    say(`${name} (${drawn.length}): ${scores(answers, wanted)}`);
    if (name !== HELD_BACK) byStyle(drawn, answers, wanted);
  }
  return shares;
}

/** Prints the mean of several trainings, and the least and most of them. */
export function reportMean(all: readonly Shares[]): void {
  for (const name of Object.keys(all[0] ?? {})) {
    const values = all.map((shares) => shares[name] ?? Number.NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    say(`${name}: ${percent(mean)} (${percent(Math.min(...values))} to ${percent(Math.max(...values))})`);
  }
}

/** The drawings of one half that show a garment. */
const garmentsOf = (half: Half): DrawnImage[] => readDrawings(half).filter(({ label }) => label !== null);

/** Probabilities of images, CLASSES numbers each. */
async function answersOf(network: Network, images: Uint8Array[]): Promise<Float32Array> {
  const answers = new Float32Array(images.length * CLASSES);
  for (let from = 0; from < images.length; from += SLICE) {
    const part = images.slice(from, from + SLICE);
    answers.set(probabilitiesOf(await network.logitsOf(joinedImages(part)), CLASSES).probabilities, from * CLASSES);
  }
  return answers;
}

/** Place of the right class among all, counted from 0. */
const rankOf = (row: Float32Array, label: number): number => row.filter((value) => value > row[label]!).length;

const ranks = (answers: Float32Array, labels: readonly number[]): number[] =>
  labels.map((label, i) => rankOf(answers.subarray(i * CLASSES, (i + 1) * CLASSES), label));

const shareBelow = (values: readonly number[], limit: number): number => values.filter((value) => value < limit).length / values.length;

const firstShare = (answers: Float32Array, labels: readonly number[]): number => shareBelow(ranks(answers, labels), 1);

const scores = (answers: Float32Array, labels: readonly number[]): string =>
  `first ${percent(shareBelow(ranks(answers, labels), 1))}, among three ${percent(shareBelow(ranks(answers, labels), 3))}`;

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** Which drawings are hard, by style and by class. */
function byStyle(drawn: readonly DrawnImage[], answers: Float32Array, labels: readonly number[]): void {
  const all = ranks(answers, labels);
  const line = (key: (one: DrawnImage) => string) =>
    [...new Set(drawn.map(key))].map((name) => `${name} ${percent(shareBelow(all.filter((_, i) => key(drawn[i]!) === name), 1))}`).join(', '); // biome-ignore format: one line
  say(`  ${line(({ style }) => style)}`);
  say(`  ${line(({ name }) => name.split('/')[0]!)}`);
  say(`  ${line(({ hand }) => hand)}`);
}

export const say = (line: string): void => console.warn(line);
