import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { labelName, type Question, shortLabelName } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import type { SplitCounts } from '@/experiment/data/split-counts';
import { SCALINGS } from '@/experiment/data/splits';
import type { AugmentationStep, DataSpec, Split } from '@/experiment/data/types';
import { formatCount, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';

/** What is asked and how much of it is told wrong, in one line. */
export function taskWords(data: Question & Pick<DataSpec, 'labelNoise'>): string {
  const { labelNoise } = data;
  const noise = labelNoise === 0 ? '' : ` · ${formatPercent(labelNoise, 0)} label noise`;
  return `${questionWords(data)}${noise}`;
}

function questionWords({ dataset, task }: Question): string {
  if (task.kind === 'classes') return `All ${datasetInfo(dataset).classNames.length} classes`;
  if (task.kind === 'pair') return task.classes.map((label) => shortLabelName({ dataset }, label)).join(' or ');
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
export function pixelWords(data: Pick<DataSpec, 'dataset' | 'scaling' | 'augmentation'>): string {
  const { scaling } = data;
  const scaled = scaling === 'none' ? '0 to 255' : SCALINGS[scaling].title;
  return `${scaled} · ${augmentationWords(data)}`;
}

/** Which steps change which images. */
function augmentationWords({ dataset, augmentation }: Pick<DataSpec, 'dataset' | 'augmentation'>): string {
  const { steps, mode, classes } = augmentation;
  if (steps.length === 0) return 'unchanged';
  const names = steps.map((step) => AUGMENTATIONS[step.kind].title.toLowerCase()).join(', ');
  const which =
    classes === null ? '' : ` of ${classes.length === 1 ? labelName({ dataset }, classes[0] ?? 0) : `${classes.length} classes`}`;
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
