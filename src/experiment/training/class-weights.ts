import * as v from 'valibot';
import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { type Question, taskClassNames } from '@/experiment/data/classes';
import { MOST_CLASSES } from '@/experiment/data/item-shape';
import { type Field, fieldProblem } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { type SettingIssue, settingError } from '@/experiment/setting-issue';

/**
 * How much a training image counts, by its class: its loss is multiplied by the weight, and the batch still divides by its number of images
 * (Keras). `balanced` is images / (classes * images of the class), scikit-learn's rule. Training's losses have them, evaluations do not.
 * `classWeightsOf` makes the value.
 */
export const CLASS_WEIGHTS = choiceTable({
  none: { title: 'Equal', help: 'Every training image counts the same.', schema: v.object({ kind: v.literal('none') }) },
  balanced: {
    title: 'Balanced',
    help: 'Images of rare classes count more, so that all classes count the same in total.',
    schema: v.object({ kind: v.literal('balanced') }),
  },
  custom: {
    title: 'Custom',
    help: 'Each class counts as you say: 2 counts twice as much as 1.',
    schema: v.object({ kind: v.literal('custom'), weights: v.pipe(v.array(number), v.maxLength(MOST_CLASSES)) }),
  },
});

export type ClassWeights = ValueOf<typeof CLASS_WEIGHTS>;

export const CLASS_WEIGHT_KINDS = keysOf(CLASS_WEIGHTS);

/** Class weights when they are chosen; custom ones start at 1 for each class of the task. */
export function classWeightsOf(kind: ClassWeights['kind'], question: Question): ClassWeights {
  return kind === 'custom' ? { kind, weights: taskClassNames(question).map(() => 1) } : { kind };
}

/** The field for one class's weight; its name is its place in the list. */
export const classWeightField = (className: string, place: number): Field => ({
  name: String(place),
  label: className,
  help: `How much an image of ${className} counts; 1 is normal.`,
  type: 'number',
  min: 0,
  max: 1000,
  step: 0.1,
});

/**
 * What is wrong with class weights: at `classWeights` and `classWeights.weights.<i>`. `trainCounts` are the training images of each class of the
 * task.
 */
export function classWeightsIssues(classWeights: ClassWeights, question: Question, trainCounts: readonly number[]): SettingIssue[] {
  if (classWeights.kind === 'none') return [];
  const names = taskClassNames(question);
  if (classWeights.kind === 'custom') return customIssues(classWeights.weights, names);
  return names
    .filter((_, target) => trainCounts[target] === 0)
    .map((name) => settingError('classWeights', `${name} has no training image, so the classes cannot be balanced.`));
}

function customIssues(weights: readonly number[], names: readonly string[]): SettingIssue[] {
  if (weights.length !== names.length) {
    const message = `There are ${names.length} classes, but ${weights.length} class ${weights.length === 1 ? 'weight' : 'weights'}.`;
    return [settingError('classWeights', message)];
  }
  const issues = weights.flatMap((weight, i) => {
    const problem = fieldProblem(classWeightField(names[i] ?? '', i), weight);
    return problem ? [settingError(`classWeights.weights.${i}`, problem)] : [];
  });
  const silent = weights.every((weight) => weight === 0);
  return silent ? [settingError('classWeights', 'At least one class has to count more than 0.')] : issues;
}
