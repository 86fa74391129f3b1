import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { Question } from '@/experiment/data/classes';
import { labelName } from '@/experiment/data/labels';
import { SCALINGS } from '@/experiment/data/splits';
import { taskEntry } from '@/experiment/data/tasks';
import type { AugmentationStep, DataSpec, Scaling, Split } from '@/experiment/data/types';
import { formatNumber, formatShare, NO_NUMBER } from './numbers';
import { valuesOf, valueWords } from './options';

/** A form that a setting has in words. */
interface Forms<T> {
  /** For a table of settings: everything that there is to it. */
  long(value: T): string;
  /** For a line among others. */
  short(value: T): string;
}

const figure = (value: number): string => (Number.isFinite(value) ? value.toLocaleString('en') : NO_NUMBER);

export const TASK_WORDS: Forms<Question> = {
  long: (question) => taskEntry(question.task).long(question.task, question),
  short: (question) => taskEntry(question.task).short(question.task, question),
};

export const SPLIT_WORDS: Forms<Split> = {
  long(split) {
    const stratified = split.stratified ? ', stratified' : '';
    const watched = split.validationIsTest ? ', validation is the test set' : '';
    if (split.kind === 'endOfList')
      return `official, the last ${formatShare(split.validationShare)} of train with its copies for validation`;
    if (split.kind === 'official') {
      const held = split.validationIsTest ? '' : `, ${formatShare(split.validationShare)} of train for validation`;
      return `official${held}${stratified}${watched}`;
    }
    const size = split.sizes === 'counts' ? figure : formatShare;
    const validation = split.validationIsTest || split.validation === 0 ? '' : ` / ${size(split.validation)} validation`;
    return `all images pooled: ${size(split.train)} train${validation} / ${size(split.test)} test${stratified}${watched}`;
  },
  /** What stands out about a split. */
  short(split) {
    if (split.validationIsTest) return 'validation is the test set';
    if (split.kind === 'pooled') return 'pooled split';
    if (split.kind === 'endOfList') return `last ${formatShare(split.validationShare)} for validation`;
    const share = `${formatShare(split.validationShare)} for validation`;
    return split.stratified ? share : `${share}, not stratified`;
  },
};

const SCALED: Record<Scaling, string> = { unit: 'pixels / 255', standardized: 'standardized', none: 'pixels from 0 to 255' };

export const SCALING_WORDS: Forms<Scaling> = {
  long: (scaling) => SCALED[scaling],
  short: (scaling) => (scaling === 'none' ? '0 to 255' : SCALINGS[scaling].title),
};

export const trainSizeWords = (size: number | null): string => (size === null ? 'all' : `at most ${figure(size)}`);

/** By the earlier rule the share is met on average only. */
export const noiseWords = ({ labelNoise, labelNoiseRule }: Pick<DataSpec, 'labelNoise' | 'labelNoiseRule'>): string =>
  `${labelNoise > 0 && labelNoiseRule === 'eachImage' ? 'about ' : ''}${formatShare(labelNoise)}`;

const stepName = ({ kind }: AugmentationStep): string => AUGMENTATIONS[kind].title.toLowerCase();

/** "rotation 15 (50%)" */
function stepInTable(step: AugmentationStep): string {
  const amounts = AUGMENTATIONS[step.kind].fields.filter(({ name }) => name !== 'probability');
  const words = [stepName(step), ...amounts.map((field) => valueWords(field, valuesOf(step)[field.name]))];
  return `${words.join(' ')} (${formatShare(step.probability)})`;
}

export const AUGMENTATION_WORDS: Forms<Pick<DataSpec, 'dataset' | 'augmentation'>> = {
  long(data) {
    const { steps, mode, classes } = data.augmentation;
    if (steps.length === 0) return 'none';
    const whose = classes === null ? 'all classes' : classes.map((label) => labelName(data, label)).join(', ');
    return `${steps.map(stepInTable).join(', ')}; ${whose}, ${mode === 'inPlace' ? 'in place' : 'as added copies'}`;
  },
  short(data) {
    const { steps, mode, classes } = data.augmentation;
    if (steps.length === 0) return 'unchanged';
    const one = classes?.length === 1 ? labelName(data, classes[0] ?? 0) : `${classes?.length} classes`;
    return `${steps.map(stepName).join(', ')}${mode === 'addCopies' ? ', as copies' : ''}${classes === null ? '' : ` of ${one}`}`;
  },
};

/** One step with its numbers: "Rotation: degrees 15, probability 0.5". Certainty needs no word. */
export function stepWords(step: AugmentationStep): string {
  const { title, fields } = AUGMENTATIONS[step.kind];
  const told = fields.filter(({ name }) => name !== 'probability' || step.probability !== 1);
  const words = told.map(({ name, label }) => `${label} ${formatNumber(Number(valuesOf(step)[name]))}`).join(', ');
  return words ? `${title}: ${words}` : title;
}
