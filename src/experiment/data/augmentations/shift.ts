import { LARGEST_SIDE } from '@/experiment/data/datasets';
import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

/** By -pixels to pixels each way, whole pixels. */
export const shift = augmentationStep({
  title: 'Shift',
  help: 'Moves the image by whole pixels.',
  schema: optionsOf('shift', { pixels: number }),
  defaults: { kind: 'shift', probability: 1, pixels: 2 },
  fields: [
    { name: 'pixels', label: 'pixels', help: 'The longest way in each direction.', type: 'integer', min: 0, max: LARGEST_SIDE - 1 },
    probabilityField,
  ],
});
