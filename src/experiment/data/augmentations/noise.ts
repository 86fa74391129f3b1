import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

/** Normal noise on each pixel; its deviation is given as a share of white (0 to 1). */
export const noise = augmentationStep({
  title: 'Noise',
  help: 'Makes each pixel a little lighter or darker at random.',
  schema: optionsOf('noise', { deviation: number }),
  defaults: { kind: 'noise', probability: 1, deviation: 0.1 },
  fields: [
    {
      name: 'deviation',
      label: 'deviation',
      help: 'The usual change of a pixel, as a share of white.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
    },
    probabilityField,
  ],
});
