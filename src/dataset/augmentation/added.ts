import type { AugmentationStep } from '@/experiment/data/types';

/** How an added drawing differs from one showing to the next, as if it had been drawn again. */
const AGAIN: readonly AugmentationStep[] = [
  { kind: 'rotation', probability: 1, degrees: 6 },
  { kind: 'zoom', probability: 1, share: 0.08 },
  { kind: 'shift', probability: 1, pixels: 1 },
];

/** The steps that change added drawings: those of the Experiment, but for the one that makes drawings of images, and small changes of their own. */
export const stepsForAdded = (steps: readonly AugmentationStep[]): AugmentationStep[] => [
  ...steps.filter(({ kind }) => kind !== 'drawing'),
  ...AGAIN,
];
