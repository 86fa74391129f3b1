import { AUGMENTATIONS, type StepOf } from '@/experiment/data/augmentations';
import type { Augmentation, AugmentationKind, AugmentationStep } from '@/experiment/data/types';

/** With one more step of a kind, at the end, as most people would set it. */
export const addStep = (augmentation: Augmentation, kind: AugmentationKind): Augmentation => ({
  ...augmentation,
  steps: [...augmentation.steps, { ...AUGMENTATIONS[kind].defaults }],
});

/** Without the step at `at`. */
export const removeStep = (augmentation: Augmentation, at: number): Augmentation => ({
  ...augmentation,
  steps: augmentation.steps.filter((_, i) => i !== at),
});

/** With the step at `from` standing at `to`; places that do not exist leave everything as it was. */
export function moveStep(augmentation: Augmentation, from: number, to: number): Augmentation {
  const steps = [...augmentation.steps];
  const [step] = steps.splice(from, 1);
  if (!step || to < 0 || to > steps.length) return augmentation;
  steps.splice(to, 0, step);
  return { ...augmentation, steps };
}

/** With one number of the step at `at` changed. */
export const setStep = (augmentation: Augmentation, at: number, name: string, value: number): Augmentation => ({
  ...augmentation,
  steps: augmentation.steps.map((step, i) => (i === at ? ({ ...step, [name]: value } as AugmentationStep) : step)),
});

/** With a class added to those concerned, or taken out. */
export function toggleClass(augmentation: Augmentation, label: number, on: boolean): Augmentation {
  const others = (augmentation.classes ?? []).filter((other) => other !== label);
  return { ...augmentation, classes: on ? [...others, label].sort((a, b) => a - b) : others };
}

/** The place of the step that renders images as drawings, or -1. */
export const drawingAt = ({ steps }: Augmentation): number => steps.findIndex(({ kind }) => kind === 'drawing');

/** The step that renders images as drawings; `null` where there is none. */
export const drawingStep = ({ steps }: Augmentation): StepOf<'drawing'> | null => steps.find((step) => step.kind === 'drawing') ?? null;

/** With images rendered as drawings, by a first step, so that later ones change the drawings; or without. */
export function toggleDrawing(augmentation: Augmentation, on: boolean): Augmentation {
  const others = augmentation.steps.filter(({ kind }) => kind !== 'drawing');
  return { ...augmentation, steps: on ? [{ ...AUGMENTATIONS.drawing.defaults }, ...others] : others };
}
