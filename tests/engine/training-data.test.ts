import { layer } from '@tests/engine/support/networks';
import { undisturbed } from '@tests/engine/support/training';
import { describe, expect, it } from 'vitest';
import { garmentSilhouette, generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import type { TrainingEvent } from '@/engine/train';
import { createWasmEngine } from '@/engine/wasm';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { AugmentationStep } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';

const dataset: Dataset = { ...generateGarments({ train: 300, test: 50 }), id: 'builtin-garments', source: '', itemShape: [28, 28, 1] };

const STEPS: AugmentationStep[] = [
  { kind: 'flipLeftRight', probability: 0.5 },
  { kind: 'rotation', probability: 0.8, degrees: 20 },
  { kind: 'zoom', probability: 0.8, share: 0.2 },
  { kind: 'cutout', probability: 0.5, size: 6 },
  { kind: 'noise', probability: 0.5, deviation: 0.1 },
  { ...AUGMENTATIONS.drawing.defaults },
];

/** Changed images, unequal classes that are weighed, label noise, a moving learning rate. */
function experimentOf(mode: 'inPlace' | 'addCopies'): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    data: {
      ...base.data,
      dataset: 'builtin-garments',
      task: {
        kind: 'groups',
        groups: [
          { name: 'Top', classes: [0, 2, 3, 4, 6] },
          { name: 'Rest', classes: [1, 5, 9] },
        ],
      },
      labelNoise: 0.1,
      augmentation: { steps: STEPS, mode, classes: [0, 1, 2, 5] },
    },
    model: { kind: 'network', layers: [layer('flatten'), layer('dense', { units: 8 })] },
    training: {
      ...base.training,
      batchSize: 16,
      classWeights: { kind: 'balanced' },
      schedule: { kind: 'cosine', finalShare: 0.1 },
      warmupEpochs: 0.5,
    },
  };
}

async function losses(engine: Engine, experiment: Experiment): Promise<{ losses: number[]; validation: number[] }> {
  const data = prepareData(dataset, experiment.data, 1, experiment.training.classWeights);
  const network = await engine.compile(experiment, data);
  const events: TrainingEvent[] = [];
  for await (const event of undisturbed({ experiment, data, network, epochs: 2, learningRate: 0.01 })) events.push(event);
  network.dispose();
  return {
    losses: events.flatMap((event) => (event.type === 'steps' ? event.losses : [])),
    validation: events.flatMap((event) => (event.type === 'epoch' ? [event.record.validation?.loss ?? Number.NaN] : [])),
  };
}

/** Two drawings that are shown twenty times an epoch, one of them of a class that the task leaves out. */
const drawings = (() => {
  const [coat, bag] = [4, 8].map((label) => ({ label, pixels: btoa(String.fromCharCode(...garmentSilhouette(label))) }));
  return { list: [coat!, bag!], times: 20 };
})();

describe('a run with drawings of a person’s own', () => {
  it.each(['changed', 'unchanged'])(
    'beside %s images goes the same way on both engines, and another way than without them',
    async (images) => {
      const { data, ...rest } = experimentOf('inPlace');
      const augmentation = { ...data.augmentation, steps: images === 'changed' ? STEPS : [] };
      const experiment = { ...rest, data: { ...data, augmentation, drawings } };
      const ours = await losses(await createWasmEngine({ threads: 1 }), experiment);
      const theirs = await losses(await createTfjsEngine({ prefer: 'cpu' }), experiment);
      ours.losses.forEach((loss, i) => {
        expect(loss).toBeCloseTo(theirs.losses[i] ?? Number.NaN, 3);
      });
      const without = await losses(await createWasmEngine({ threads: 1 }), { ...rest, data: { ...data, augmentation } });
      // The 216 training images are 14 batches of 16; with the coat's twenty showings there are 15.
      expect([without.losses.length, ours.losses.length]).toEqual([2 * 14, 2 * 15]);
    },
  );
});

describe.each(['inPlace', 'addCopies'] as const)('a run with images changed %s', (mode) => {
  it('goes the same way on both engines', async () => {
    const experiment = experimentOf(mode);
    const ours = await losses(await createWasmEngine({ threads: 1 }), experiment);
    const theirs = await losses(await createTfjsEngine({ prefer: 'cpu' }), experiment);
    expect(ours.losses.length).toBeGreaterThan(20);
    expect(ours.losses).toHaveLength(theirs.losses.length);
    ours.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(theirs.losses[i] ?? Number.NaN, 3);
    });
    ours.validation.forEach((loss, i) => {
      expect(loss).toBeCloseTo(theirs.validation[i] ?? Number.NaN, 3);
    });
    // What it is compared with: without the changes the way is another one.
    const plain = { ...experiment, data: { ...experiment.data, augmentation: { ...experiment.data.augmentation, steps: [] } } };
    const unchanged = await losses(await createWasmEngine({ threads: 1 }), plain);
    expect(unchanged.losses.slice(2, 8)).not.toEqual(ours.losses.slice(2, 8));
  });
});
