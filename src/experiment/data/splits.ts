import * as v from 'valibot';
import { choiceTable, type KindChoice, type ValueOf } from '@/experiment/choice';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';

/** The two switches of every split, in its schema. */
const SWITCHES = { stratified: v.boolean(), validationIsTest: v.optional(v.boolean(), false) };

/** Describes a way to divide images; its type follows from the schema. */
const splitKind = <T extends { kind: string }>(
  entry: Pick<KindChoice<T>, 'schema'> & Pick<KindChoice<NoInfer<T>>, 'title' | 'help' | 'defaults'>,
): Omit<KindChoice<T>, 'fields'> => entry;

/**
 * How images can be divided. `official` keeps the published test set and holds `validationShare` of the training images out, drawn at random; `endOfList`
 * takes them from the end of the list, as Keras's `validation_split` does, with the copies that augmentation adds last in it; `pooled` mixes
 * all images and divides them anew, by shares of the whole (at most 1 together) or by counts. `stratified` gives each class the same share.
 * `validationIsTest` watches the test images while training (as one of the reports did): there is then no test that was never looked at.
 * Which fields a pooled split has depends on its sizes: `splitFields` says it.
 */
export const SPLITS = choiceTable({
  official: splitKind({
    title: 'Official',
    help: 'The published test set stays what it is; validation is a part of the training set.',
    schema: v.object({ kind: v.literal('official'), validationShare: number, ...SWITCHES }),
    defaults: { kind: 'official', validationShare: 0.1, stratified: true, validationIsTest: false },
  }),
  endOfList: splitKind({
    title: 'Official, validation from the end',
    help: 'Validation is the end of the training list, as Keras’s validation_split takes it. Copies that augmentation adds stand last in it.',
    schema: v.object({
      kind: v.literal('endOfList'),
      validationShare: number,
      stratified: v.literal(false),
      validationIsTest: v.literal(false),
    }),
    defaults: { kind: 'endOfList', validationShare: 0.2, stratified: false, validationIsTest: false },
  }),
  pooled: splitKind({
    title: 'Pooled',
    help: 'Both sets are mixed and divided anew, so that figures differ from published ones on the official test set.',
    schema: v.object({
      kind: v.literal('pooled'),
      sizes: v.optional(v.picklist(['shares', 'counts']), 'shares'),
      train: number,
      validation: number,
      test: number,
      ...SWITCHES,
    }),
    defaults: {
      kind: 'pooled',
      sizes: 'shares',
      train: 0.75,
      validation: 0.1,
      test: 0.15,
      stratified: true,
      validationIsTest: false,
    },
  }),
});

export type Split = ValueOf<typeof SPLITS>;

type PooledSplit = Extract<Split, { kind: 'pooled' }>;

export const validationShareField = {
  name: 'validationShare',
  label: 'Validation share',
  help: 'The share of the training set held out to see how the network does on what it has not trained on.',
  type: 'number',
  min: 0,
  max: 0.5,
  step: 0.05,
} satisfies Field;

/** The two switches that every split has. */
export const SPLIT_SWITCHES = {
  stratified: {
    name: 'stratified',
    label: 'Stratified',
    help: 'Gives every class the same share in each part.',
    type: 'boolean',
  },
  validationIsTest: {
    name: 'validationIsTest',
    label: 'Validate on the test set',
    help: 'Watches the test set while training. Its result is then no longer one on data never looked at.',
    type: 'boolean',
  },
} satisfies Record<string, Field>;

/** What people call each way to give the sizes of a pooled split. */
export const SIZES: Record<PooledSplit['sizes'], string> = { shares: 'Shares', counts: 'Counts' };

const PART_FIELDS = [
  { name: 'train', label: 'Training', help: 'What the network learns from.' },
  { name: 'validation', label: 'Validation', help: 'Shows, epoch by epoch, how it does on what it has not trained on.' },
  { name: 'test', label: 'Test', help: 'For the final test.' },
] as const;

/** The number fields of a split as it stands: those that count. Validation's is none of them where the test images serve for it. */
export function splitFields(split: Split): Field[] {
  if (split.kind !== 'pooled') return split.validationIsTest ? [] : [validationShareField];
  const shown = PART_FIELDS.filter(({ name }) => name !== 'validation' || !split.validationIsTest);
  if (split.sizes === 'counts') return shown.map((part) => ({ ...part, type: 'integer', min: 0, max: 1_000_000 }));
  return shown.map((part) => ({ ...part, type: 'number', min: 0, max: 1, step: 0.05 }));
}

/**
 * How a pixel byte becomes a number: `unit` is / 255, `standardized` subtracts the training mean and divides by its deviation. In a table, each
 * column of numbers by itself: `unit` by the smallest and largest training value, `standardized` by their mean and deviation.
 */
export const SCALINGS = {
  unit: {
    title: '0 to 1',
    help: 'Each pixel is divided by 255.',
    rowsHelp: 'Each column goes from 0 (its smallest number in the training rows) to 1 (its largest).',
  },
  standardized: {
    title: 'Standardized',
    help: 'The mean of all training pixels is taken off and the rest divided by their deviation.',
    rowsHelp: 'The mean of each column over the training rows is taken off, and the rest divided by its deviation.',
  },
  none: {
    title: 'None',
    help: 'Pixels stay 0 to 255: most networks learn badly from such large numbers.',
    rowsHelp: 'Numbers stay as they are: most networks learn badly where one column is far larger than another.',
  },
} as const;

export type Scaling = keyof typeof SCALINGS;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Shares `total` images out over classes in proportion to their counts (largest remainders; a tie goes to the lower class). Never more
 * of a class than it has; all there are where `total` is more than that.
 */
export function apportion(total: number, classCounts: readonly number[]): number[] {
  const all = sum(classCounts);
  if (total >= all) return [...classCounts];
  // Whole-number arithmetic, so that equal remainders are equal.
  const shares = classCounts.map((count) => Math.floor((total * count) / all));
  const remainder = (index: number) => (total * (classCounts[index] ?? 0)) % all;
  const order = [...classCounts.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const index of order.slice(0, total - sum(shares))) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/**
 * How many images training, validation and test take, in this order, from each stratum (a stratum a class of the task; one of all images where
 * the split is not stratified): shares round, as long as there are images left; counts are apportioned over what the parts before have left.
 * Validation takes none where the test images serve for it. For an official split, `counts` are the training images and test takes none.
 *
 * @param copies that stand behind the images in the list whose end is validation; they are not counted in the sizes
 */
export function partSizes(split: Split, counts: readonly number[], copies = 0): [train: number[], validation: number[], test: number[]] {
  if (split.kind === 'endOfList') {
    const train = counts.map((count) => endOfListCut(split, count, copies).images);
    return [train, counts.map((count, i) => count - (train[i] ?? 0)), counts.map(() => 0)];
  }
  if (split.kind === 'official') {
    const validation = counts.map((count) => (split.validationIsTest ? 0 : rounded(split.validationShare, count)));
    return [counts.map((count, i) => count - (validation[i] ?? 0)), validation, counts.map(() => 0)];
  }
  const wanted = [split.train, split.validationIsTest ? 0 : split.validation, split.test];
  let left: readonly number[] = counts;
  const [train = [], validation = [], test = []] = wanted.map((size) => {
    const part = split.sizes === 'counts' ? apportion(size, left) : counts.map((count, i) => Math.min(left[i] ?? 0, rounded(size, count)));
    left = left.map((count, i) => count - (part[i] ?? 0));
    return part;
  });
  return [train, validation, test];
}

/**
 * Where Keras's `validation_split` cuts a list, floor(length * (1 - share)): how many of its images are trained on, and how many of the copies behind them.
 *
 * @param images in the list, before the copies
 */
export function endOfListCut(
  { validationShare }: { validationShare: number },
  images: number,
  copies: number,
): { images: number; copies: number } {
  const cut = Math.floor((images + copies) * (1 - validationShare));
  return { images: Math.min(images, cut), copies: Math.max(0, cut - images) };
}

const rounded = (share: number, count: number) => Math.round(share * count);
