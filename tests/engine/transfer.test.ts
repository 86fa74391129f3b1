import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { undisturbed } from '@tests/engine/support/training';
import { describe, expect, it } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { parseIdxImages, parseIdxLabels } from '@/dataset/idx';
import { prepareData } from '@/dataset/prepare';
import { createWasmEngine } from '@/engine/wasm/engine';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { PRESETS } from '@/experiment/presets/starters';

const FOLDER = new URL('../../../shared/fashion-mnist/', import.meta.url);
const wanted = Boolean(process.env.TRANSFER) && existsSync(FOLDER);

const inflate = (name: string) => new Uint8Array(gunzipSync(readFileSync(new URL(name, FOLDER))));

/** The small CNN preset on the built-in garments, five epochs; everything else as a person finds it. */
function experimentOf(seed: number): Experiment {
  const base = defaultExperiment();
  const layers = PRESETS.find((preset) => preset.id === 'small-cnn')!.layers;
  return {
    ...base,
    data: { ...base.data, dataset: 'builtin-garments' },
    model: { kind: 'network', layers },
    training: { ...base.training, epochs: 5, seed },
  };
}

/** Test accuracy on the real test images of a network that has seen only built-in training images. */
async function transferAccuracy(seed: number): Promise<number> {
  const experiment = experimentOf(seed);
  const images = parseIdxImages(inflate('t10k-images-idx3-ubyte.gz')).pixels;
  const labels = parseIdxLabels(inflate('t10k-labels-idx1-ubyte.gz'));
  const dataset = {
    id: 'builtin-garments' as const,
    source: '',
    itemShape: [28, 28, 1] as const,
    train: generateGarments({ test: 0 }).train,
    test: { images, labels },
  };
  const data = prepareData(dataset, experiment.data, seed);
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, data);
  let accuracy = 0;
  for await (const event of undisturbed({ experiment, data, network })) {
    if (event.type === 'evaluation' && event.evaluation.set === 'test') accuracy = event.evaluation.score.accuracy;
  }
  engine.dispose();
  return accuracy;
}

describe.skipIf(!wanted)('the built-in garments (measured with TRANSFER=1 and the real files at hand)', () => {
  it('teach a small CNN at least 60% of the real test images', { timeout: 1_800_000 }, async () => {
    const accuracies: number[] = [];
    for (const seed of [1, 2, 3]) accuracies.push(await transferAccuracy(seed));
    console.warn('Real test accuracy after training on the built-in garments alone, seeds 1 to 3:', accuracies);
    const [, median] = [...accuracies].sort((a, b) => a - b);
    expect(median).toBeGreaterThanOrEqual(0.6);
  });
});
