import type { Choice } from '@/experiment/choice';
import type { Field } from '@/experiment/field';
import { at, optionIssues, type SettingIssue, settingError, settingWarning } from '@/experiment/setting-issue';
import { labelName, type Question, taskTarget } from './classes';
import { datasetInfo, LARGEST_SIDE } from './datasets';
import type { Augmentation, AugmentationKind, AugmentationStep } from './types';

/** Steps of one augmentation. */
export const MAX_STEPS = 10;

const probability: Field = {
  name: 'probability',
  label: 'probability',
  help: 'How many of the images it happens to, from none (0) to all (1).',
  type: 'number',
  min: 0,
  max: 1,
  step: 0.05,
};

const number = (name: string, label: string, help: string, max: number, step: number): Field => ({
  name,
  label,
  help,
  type: 'number',
  min: 0,
  max,
  step,
});

const pixels = (name: string, label: string, help: string, min: number, max: number): Field => ({
  name,
  label,
  help,
  type: 'integer',
  min,
  max,
});

/** The ways to change an image, in the order in which they are offered. */
export const AUGMENTATIONS: { [K in AugmentationKind]: Choice<Extract<AugmentationStep, { kind: K }>> } = {
  flipLeftRight: {
    title: 'Flip left-right',
    help: 'Mirrors the image, as a garment may lie either way.',
    defaults: { kind: 'flipLeftRight', probability: 0.5 },
    fields: [probability],
  },
  flipUpDown: {
    title: 'Flip up-down',
    help: 'Turns the image on its head.',
    defaults: { kind: 'flipUpDown', probability: 0.5 },
    fields: [probability],
  },
  rotation: {
    title: 'Rotation',
    help: 'Turns the image by a random angle.',
    defaults: { kind: 'rotation', probability: 1, degrees: 15 },
    fields: [number('degrees', 'degrees', 'The largest angle, either way.', 180, 5), probability],
  },
  zoom: {
    title: 'Zoom',
    help: 'Makes the garment larger or smaller.',
    defaults: { kind: 'zoom', probability: 1, share: 0.1 },
    fields: [number('share', 'share', 'The largest change of size, either way: 0.1 is from 90% to 110%.', 0.9, 0.05), probability],
  },
  shift: {
    title: 'Shift',
    help: 'Moves the image by whole pixels.',
    defaults: { kind: 'shift', probability: 1, pixels: 2 },
    fields: [pixels('pixels', 'pixels', 'The longest way in each direction.', 0, LARGEST_SIDE - 1), probability],
  },
  randomCrop: {
    title: 'Random crop',
    help: 'Cuts a square out of the image and enlarges it to the whole.',
    defaults: { kind: 'randomCrop', probability: 1, size: 24 },
    fields: [pixels('size', 'size', 'Height and width of the square, in pixels.', 1, LARGEST_SIDE), probability],
  },
  cutout: {
    title: 'Cutout',
    help: 'Blackens a square somewhere, so that no single spot can be relied on.',
    defaults: { kind: 'cutout', probability: 1, size: 8 },
    fields: [pixels('size', 'size', 'Height and width of the square, in pixels.', 1, LARGEST_SIDE), probability],
  },
  noise: {
    title: 'Noise',
    help: 'Makes each pixel a little lighter or darker at random.',
    defaults: { kind: 'noise', probability: 1, deviation: 0.1 },
    fields: [number('deviation', 'deviation', 'The usual change of a pixel, as a share of white.', 1, 0.05), probability],
  },
};

export const AUGMENTATION_KINDS = Object.keys(AUGMENTATIONS) as AugmentationKind[];

/** What people call the two ways to use changed images. */
export const AUGMENTATION_MODES: Record<Augmentation['mode'], { title: string; help: string }> = {
  inPlace: { title: 'In place', help: 'Each epoch shows a changed version instead of the image itself.' },
  addCopies: { title: 'As added copies', help: 'Each epoch shows the image and a changed copy of it.' },
};

/** What is wrong with an augmentation: at `augmentation.steps`, `augmentation.steps.<i>.<option>`, `augmentation.classes`, `augmentation.mode`. */
export function augmentationIssues(augmentation: Augmentation, question: Question): SettingIssue[] {
  const { steps, mode } = augmentation;
  if (steps.length === 0) {
    return mode === 'addCopies' ? [settingWarning('augmentation.mode', 'Without a change to make, no copies are added.')] : [];
  }
  const [height, width] = datasetInfo(question.dataset).itemShape;
  const side = Math.min(height, width);
  const issues = steps.flatMap((step, i) => at(`augmentation.steps.${i}`, stepIssues(step, side)));
  if (steps.length > MAX_STEPS) issues.push(settingError('augmentation.steps', `At most ${MAX_STEPS} changes are possible.`));
  return [...issues, ...classesIssues(augmentation.classes, question)];
}

/** `side` is the shorter side of the images, in pixels. */
function stepIssues(step: AugmentationStep, side: number): SettingIssue[] {
  if ('size' in step && Number.isInteger(step.size) && step.size > side) {
    return [settingError('size', `A ${step.size} × ${step.size} square does not fit into a ${side} × ${side} image.`)];
  }
  const { title, fields } = AUGMENTATIONS[step.kind];
  const wrong = optionIssues(fields, step);
  if (wrong.length > 0) return wrong;
  return idleOptions(step, side).map(([option, value]) =>
    settingError(option, `${title} with ${option} ${value} changes nothing. Choose another number, or remove it.`),
  );
}

/** Options whose value leaves every image as it is. */
function idleOptions(step: AugmentationStep, side: number): [string, unknown][] {
  return Object.entries(step).filter(([option, value]) => (step.kind === 'randomCrop' && option === 'size' ? value === side : value === 0));
}

function classesIssues(classes: number[] | null, question: Question): SettingIssue[] {
  if (classes === null) return [];
  const issue = (make: typeof settingError, message: string) => [make('augmentation.classes', message)];
  if (classes.length === 0) return issue(settingError, 'Choose the classes whose images are changed, or all of them.');
  const leftOut = classes.filter((label) => taskTarget(question.task, label) < 0).map((label) => labelName(question, label));
  if (leftOut.length === classes.length) return issue(settingError, 'The task leaves out all of these classes, so no image is changed.');
  return leftOut.length > 0 ? issue(settingWarning, `The task leaves out ${leftOut.join(', ')}.`) : [];
}
