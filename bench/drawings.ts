import { existsSync } from 'node:fs';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { createWasmEngine } from '@/engine/wasm';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { PRESETS } from '@/experiment/presets/starters';
import { SCHEDULE_KINDS, SCHEDULES } from '@/experiment/training/schedules';
import { reportFamiliar } from './drawn-familiar';
import { report, reportMean, type Shares, say, train } from './drawn-report';
import { readFashionMnist } from './fashion-mnist';

interface Options {
  /** Holds the four files of Fashion-MNIST. */
  folder: string;
  /** Training images. */
  images: number;
  epochs: number;
  /** One training each. */
  seeds: readonly number[];
  /** Sets of 80 drawings to ask about besides those of the files. */
  more: number;
  /** How the learning rate falls: a kind of schedule, with its usual settings. */
  schedule: string;
  /** `on` or `off`: only with or without the switch; empty for both. */
  only: string;
}

/** Trains with and without the switch, once for each seed, and prints how drawings and test images are named. */
export async function benchDrawings(options: Options): Promise<void> {
  if (!existsSync(options.folder)) return say(`No images in ${options.folder}: nothing measured.`);
  const dataset = readFashionMnist(options.folder);
  for (const ready of [false, true]) {
    if (options.only && options.only !== (ready ? 'on' : 'off')) continue;
    const all: Shares[] = [];
    for (const seed of options.seeds) all.push(await benchOne(dataset, options, ready, seed));
    if (all.length < 2) continue;
    say(`\nReady for drawings: ${ready ? 'on' : 'off'}, mean of ${all.length} trainings (least to most)`);
    reportMean(all);
  }
}

async function benchOne(dataset: Dataset, options: Options, ready: boolean, seed: number): Promise<Shares> {
  const experiment = experimentOf(options, ready, seed);
  const data = prepareData(dataset, experiment.data, seed);
  const started = performance.now();
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, data);
  await train(network, data, experiment);
  const about = `${data.train.length} images, ${options.epochs} epochs, ${options.schedule} learning rate, seed ${seed}, ${seconds(started)} s`;
  say(`\nReady for drawings: ${ready ? 'on' : 'off'} (${about})`);
  const shares = await report(network, data, options.more);
  await reportFamiliar(network, data, experiment.data.augmentation.steps);
  network.dispose();
  engine.dispose();
  return shares;
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);

function experimentOf({ images, epochs, schedule: kind }: Options, ready: boolean, seed: number): Experiment {
  const schedule = SCHEDULE_KINDS.filter((one) => one === kind).map((one) => SCHEDULES[one].defaults)[0];
  if (!schedule) throw new RangeError(`There is no schedule ${kind}: ${SCHEDULE_KINDS.join(', ')}.`);
  const base = defaultExperiment();
  const steps = ready ? [AUGMENTATIONS.drawing.defaults] : [];
  return {
    ...base,
    data: {
      ...base.data,
      split: { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false },
      trainSize: images,
      augmentation: { steps, mode: 'inPlace', classes: null },
    },
    model: { kind: 'network', layers: PRESETS.find(({ id }) => id === 'small-cnn')?.layers ?? [] },
    training: { ...base.training, epochs, seed, schedule },
  };
}
