import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField, sizeField, sizeMisfit } from './options';

/** A window of size × size anywhere in the image, scaled back to the whole. */
export const randomCrop = augmentationStep({
  title: 'Random crop',
  help: 'Cuts a square out of the image and enlarges it to the whole.',
  schema: optionsOf('randomCrop', { size: number }),
  defaults: { kind: 'randomCrop', probability: 1, size: 24 },
  fields: [sizeField, probabilityField],
  misfit: sizeMisfit,
  idle: (side) => ({ size: side }),
});
