import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

export const flipUpDown = augmentationStep({
  title: 'Flip up-down',
  help: 'Turns the image on its head.',
  schema: optionsOf('flipUpDown', {}),
  defaults: { kind: 'flipUpDown', probability: 0.5 },
  fields: [probabilityField],
});
