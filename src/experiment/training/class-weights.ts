import { taskClassNames } from '@/experiment/data/classes';
import type { Task } from '@/experiment/data/types';
import { type Field, fieldProblem } from '@/experiment/field';
import { type SettingIssue, settingError } from '@/experiment/setting-issue';
import type { ClassWeights } from './types';

/** How much classes can count, in words. `classWeightsOf` makes the value. */
export const CLASS_WEIGHTS: Record<ClassWeights['kind'], { title: string; help: string }> = {
  none: { title: 'All alike', help: 'Every training image counts the same.' },
  balanced: { title: 'Balanced', help: 'Images of rare classes count more, so that each class counts the same in all.' },
  custom: { title: 'By hand', help: 'Each class counts as you say: 2 is twice as much as 1.' },
};

/** Class weights as they are when they are chosen; by hand, each class of the task starts at 1. */
export function classWeightsOf(kind: ClassWeights['kind'], task: Task): ClassWeights {
  return kind === 'custom' ? { kind, weights: taskClassNames(task).map(() => 1) } : { kind };
}

/** The field for one class's weight; its name is its place in the list. */
export const classWeightField = (className: string, place: number): Field => ({
  name: String(place),
  label: className,
  help: `How much an image of ${className} counts; 1 is the usual.`,
  type: 'number',
  min: 0,
  max: 1000,
  step: 0.1,
});

/**
 * What is wrong with class weights: at `classWeights` and `classWeights.weights.<i>`. `trainCounts` are the training images of each class of the
 * task.
 */
export function classWeightsIssues(classWeights: ClassWeights, task: Task, trainCounts: readonly number[]): SettingIssue[] {
  if (classWeights.kind === 'none') return [];
  const names = taskClassNames(task);
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
