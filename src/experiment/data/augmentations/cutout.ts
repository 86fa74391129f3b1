import { number } from '@/experiment/schema-parts';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField, sizeField, sizeMisfit } from './options';

/** A square of size × size, its center anywhere in the image, is made black. */
export const cutout = augmentationStep({
  title: 'Cutout',
  help: 'Blackens a square somewhere, so that no single spot can be relied on.',
  schema: optionsOf('cutout', { size: number }),
  defaults: { kind: 'cutout', probability: 1, size: 8 },
  fields: [sizeField, probabilityField],
  misfit: sizeMisfit,
});
