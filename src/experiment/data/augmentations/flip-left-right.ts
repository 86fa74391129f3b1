import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

export const flipLeftRight = augmentationStep({
  title: 'Flip left-right',
  help: 'Mirrors the image. Good for garments, which may lie either way, but not for digits.',
  schema: optionsOf('flipLeftRight', {}),
  defaults: { kind: 'flipLeftRight', probability: 0.5 },
  fields: [probabilityField],
});
