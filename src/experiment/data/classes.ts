import type { DatasetId, Task } from './types';

/** Fashion-MNIST's ten classes, in label order. The built-in garments share them. */
export const CLASS_NAMES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

/** Height, width and channels of every image of both data sets. */
export const IMAGE_SHAPE: readonly [number, number, number] = [28, 28, 1];

/** Bytes of one image. */
export const IMAGE_BYTES = 28 * 28;

/** What people call each data set, and how many images it has. */
export const DATASETS: Record<DatasetId, { name: string; train: number; test: number }> = {
  'fashion-mnist': { name: 'Fashion-MNIST', train: 60_000, test: 10_000 },
  'builtin-garments': { name: 'Built-in garments', train: 12_000, test: 2_000 },
};

/** The names of the classes that a task distinguishes, in output order. */
export function taskClassNames(task: Task): string[] {
  if (task.kind === 'groups') return task.groups.map((group) => group.name);
  if (task.kind === 'pair') return task.classes.map((label) => CLASS_NAMES[label] ?? `Class ${label}`);
  return [...CLASS_NAMES];
}

/** How a task ends a network: ten (or so) softmax outputs, or one sigmoid output for a pair. */
export function taskOutput(task: Task): { units: number; activation: 'softmax' | 'sigmoid' } {
  return task.kind === 'pair' ? { units: 1, activation: 'sigmoid' } : { units: taskClassNames(task).length, activation: 'softmax' };
}

/** The class (output position) of a data-set label under a task, or -1 where the task leaves the label out. */
export function taskTarget(task: Task, label: number): number {
  if (task.kind === 'groups') return task.groups.findIndex((group) => group.classes.includes(label));
  if (task.kind === 'pair') return task.classes.indexOf(label);
  return label;
}
