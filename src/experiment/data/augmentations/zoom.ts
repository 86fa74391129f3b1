import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

/** By a factor from 1 - share to 1 + share. */
export const zoom = augmentationStep({
  title: 'Zoom',
  help: 'Makes what the image shows larger or smaller.',
  schema: optionsOf('zoom', { share: number }),
  defaults: { kind: 'zoom', probability: 1, share: 0.1 },
  fields: [
    {
      name: 'share',
      label: 'share',
      help: 'The largest change of size, either way: 0.1 is from 90% to 110%.',
      type: 'number',
      min: 0,
      max: 0.9,
      step: 0.05,
    },
    probabilityField,
  ],
});
