import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

export const flipLeftRight = augmentationStep({
  title: 'Flip left-right',
  help: 'Mirrors the image, as a garment may lie either way.',
  schema: optionsOf('flipLeftRight', {}),
  defaults: { kind: 'flipLeftRight', probability: 0.5 },
  fields: [probabilityField],
});
