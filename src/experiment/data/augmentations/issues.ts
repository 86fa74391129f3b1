import { type Question, taskTarget } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import type { Augmentation } from '@/experiment/data/types';
import { at, optionIssues, type SettingIssue, settingError, settingWarning } from '@/experiment/setting-issue';
import { type AugmentationStep, stepEntry } from './index';

/** Steps of one augmentation. */
export const MAX_STEPS = 10;

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
  const { title, fields, misfit, idle, parts = [] } = stepEntry(step);
  const misfits = misfit?.(step, side) ?? [];
  if (misfits.length > 0) return misfits;
  const wrong = optionIssues(fields, step);
  if (wrong.length > 0) return wrong;
  const changesNothing = ([option, value]: [string, unknown]) => !parts.includes(option) && (value === 0 || value === idle?.(side)[option]);
  return Object.entries(step)
    .filter(changesNothing)
    .map(([option, value]) =>
      settingError(option, `${title} with ${option} ${value} changes nothing. Choose another number, or remove it.`),
    );
}

function classesIssues(classes: number[] | null, question: Question): SettingIssue[] {
  if (classes === null) return [];
  const issue = (make: typeof settingError, message: string) => [make('augmentation.classes', message)];
  if (classes.length === 0) return issue(settingError, 'Choose the classes whose images are changed, or all of them.');
  const leftOut = classes.filter((label) => taskTarget(question.task, label) < 0).map((label) => labelName(question, label));
  if (leftOut.length === classes.length) return issue(settingError, 'The task leaves out all of these classes, so no image is changed.');
  return leftOut.length > 0 ? issue(settingWarning, `The task leaves out ${leftOut.join(', ')}.`) : [];
}
