import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { CLASS_NAMES } from '@/experiment/data/classes';
import type { SplitCounts } from '@/experiment/data/split-counts';
import { SCALINGS } from '@/experiment/data/splits';
import type { Augmentation, AugmentationStep, DataSpec, Split, Task } from '@/experiment/data/types';
import { shortClassName } from '@/experiment/words/class-names';
import { formatCount, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';

export const nameOfClass = (label: number): string => CLASS_NAMES[label] ?? `Class ${label}`;

/** What is asked and how much of it is told wrong, in one line. */
export function taskWords({ task, labelNoise }: Pick<DataSpec, 'task' | 'labelNoise'>): string {
  const noise = labelNoise === 0 ? '' : ` · ${formatPercent(labelNoise, 0)} label noise`;
  return `${questionWords(task)}${noise}`;
}

function questionWords(task: Task): string {
  if (task.kind === 'classes') return 'Ten classes';
  if (task.kind === 'pair') return task.classes.map((label) => shortClassName(nameOfClass(label))).join(' or ');
  const names = task.groups.map((group) => group.name.trim() || 'no name').join(', ');
  return `${task.groups.length} ${task.groups.length === 1 ? 'group' : 'groups'}${names && `: ${names}`}`;
}

/** How many images each part has; where validation and test are one, that is said. */
export function splitWords(split: Split, counts: SplitCounts): string {
  const { train, validation, test } = { train: figure(counts.train), validation: figure(counts.validation), test: figure(counts.test) };
  if (split.validationIsTest) return `${train} train · ${test} validation = test`;
  return `${train} train · ${validation} validation · ${test} test`;
}

/** While a share is no number, neither is what follows from it. */
const figure = (count: number) => (Number.isFinite(count) ? formatCount(count) : NO_NUMBER);

/** How bytes become numbers and how images are changed, in one line. */
export function pixelWords({ scaling, augmentation }: Pick<DataSpec, 'scaling' | 'augmentation'>): string {
  const scaled = scaling === 'none' ? '0 to 255' : SCALINGS[scaling].title;
  return `${scaled} · ${augmentationWords(augmentation)}`;
}

/** Which steps change which images. */
function augmentationWords({ steps, mode, classes }: Augmentation): string {
  if (steps.length === 0) return 'unchanged';
  const names = steps.map((step) => AUGMENTATIONS[step.kind].title.toLowerCase()).join(', ');
  const which = classes === null ? '' : ` of ${classes.length === 1 ? nameOfClass(classes[0] ?? 0) : `${classes.length} classes`}`;
  return `${names}${mode === 'addCopies' ? ', as copies' : ''}${which}`;
}

/** One step with its numbers: "Rotation: degrees 15, probability 0.5". Certainty needs no word. */
export function stepWords(step: AugmentationStep): string {
  const { title, fields } = AUGMENTATIONS[step.kind];
  const values = fields.map(({ name, label }) => ({ label, value: step[name as keyof AugmentationStep] as unknown as number }));
  const told = values.filter(({ label, value }) => label !== 'probability' || value !== 1);
  const words = told.map(({ label, value }) => `${label} ${Number.isFinite(value) ? value : NO_NUMBER}`).join(', ');
  return words ? `${title}: ${words}` : title;
}
