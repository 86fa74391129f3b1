import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { STAND_IN_DATASET } from '@/experiment/data/datasets';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { stack } from '@/experiment/presets/stack';

/** How the network that comes with the page was trained: on the built-in garments, most of them rendered as drawings. */
export function pretrainedExperiment(): Experiment {
  const base = defaultExperiment();
  const steps = [{ ...AUGMENTATIONS.drawing.defaults, probability: 0.8 }];
  return {
    ...base,
    name: 'The network that comes with the page',
    data: {
      ...base.data,
      dataset: STAND_IN_DATASET,
      split: { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false },
      augmentation: { steps, mode: 'inPlace', classes: null },
    },
    model: {
      kind: 'network',
      layers: stack(
        ['conv2d', { filters: 8 }],
        ['maxPooling2d'],
        ['conv2d', { filters: 16 }],
        ['maxPooling2d'],
        ['flatten'],
        ['dense', { units: 32 }],
      ),
    },
    training: { ...base.training, epochs: 12, schedule: { kind: 'cosine', finalShare: 0.05 } },
  };
}
