import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

/** By an angle from -degrees to degrees. */
export const rotation = augmentationStep({
  title: 'Rotation',
  help: 'Turns the image by a random angle.',
  schema: optionsOf('rotation', { degrees: number }),
  defaults: { kind: 'rotation', probability: 1, degrees: 15 },
  fields: [
    { name: 'degrees', label: 'degrees', help: 'The largest angle, either way.', type: 'number', min: 0, max: 180, step: 5 },
    probabilityField,
  ],
});
