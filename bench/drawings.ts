import { existsSync } from 'node:fs';
import { prepareData } from '@/dataset/prepare';
import { createWasmEngine } from '@/engine/wasm';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { PRESETS } from '@/experiment/presets/starters';
import { reportFamiliar } from './drawn-familiar';
import { report, say, train } from './drawn-report';
import { readFashionMnist } from './fashion-mnist';

interface Options {
  /** Holds the four files of Fashion-MNIST. */
  folder: string;
  /** Training images. */
  images: number;
  epochs: number;
  seed: number;
  /** `on` or `off`: only with or without the switch; empty for both. */
  only: string;
}

/** Trains with and without the switch and prints how drawings and test images are named. */
export async function benchDrawings(options: Options): Promise<void> {
  if (!existsSync(options.folder)) return say(`No images in ${options.folder}: nothing measured.`);
  const dataset = readFashionMnist(options.folder);
  for (const ready of [false, true]) {
    if (options.only && options.only !== (ready ? 'on' : 'off')) continue;
    const experiment = experimentOf(options, ready);
    const data = prepareData(dataset, experiment.data, options.seed);
    const started = performance.now();
    const engine = await createWasmEngine({ threads: 1 });
    const network = await engine.compile(experiment, data);
    await train(network, data, experiment);
    say(`\nReady for drawings: ${ready ? 'on' : 'off'} (${data.train.length} images, ${options.epochs} epochs, ${seconds(started)} s)`);
    await report(network, data);
    await reportFamiliar(network, data, experiment.data.augmentation.steps);
    network.dispose();
    engine.dispose();
  }
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);

function experimentOf({ images, epochs, seed }: Options, ready: boolean): Experiment {
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
    training: { ...base.training, epochs, seed },
  };
}
