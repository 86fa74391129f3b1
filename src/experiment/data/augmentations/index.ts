import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { cutout } from './cutout';
import { drawing } from './drawing';
import type { StepEntry } from './entry';
import { flipLeftRight } from './flip-left-right';
import { flipUpDown } from './flip-up-down';
import { noise } from './noise';
import { randomCrop } from './random-crop';
import { rotation } from './rotation';
import { shift } from './shift';
import { zoom } from './zoom';

/** The ways to change an image, in the order in which they are offered. */
export const AUGMENTATIONS = choiceTable({ flipLeftRight, flipUpDown, rotation, zoom, shift, randomCrop, cutout, noise, drawing });

/** One change with its options. */
export type AugmentationStep = ValueOf<typeof AUGMENTATIONS>;

export type AugmentationKind = keyof typeof AUGMENTATIONS;

/** The step of one kind. */
export type StepOf<K extends AugmentationKind> = Extract<AugmentationStep, { kind: K }>;

export const AUGMENTATION_KINDS = keysOf(AUGMENTATIONS);

/** The entry of a step's own kind. */
export const stepEntry = ({ kind }: AugmentationStep): StepEntry<AugmentationStep> =>
  AUGMENTATIONS[kind] as unknown as StepEntry<AugmentationStep>;

/** What people call the two ways to use changed images. */
export const AUGMENTATION_MODES = {
  inPlace: { title: 'In place', help: 'Each epoch shows a changed version instead of the image itself.' },
  addCopies: { title: 'As added copies', help: 'Each epoch shows the image and a changed copy of it.' },
} as const;

export type AugmentationMode = keyof typeof AUGMENTATION_MODES;
