import { at, optionIssues, type SettingIssue, settingError, settingWarning } from '@/experiment/setting-issue';
import { taskClassNames } from './classes';
import { itemName, itemsInWords } from './labels';
import { heldOutCopies, type SplitParts, stratumCounts, targetCounts } from './split-counts';
import { splitFields } from './splits';
import type { DataSpec } from './types';

/** Training and test images of each label of the data set. */
export interface LabelCounts {
  train: readonly number[];
  test: readonly number[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * What is wrong with a split: at `split` (the sizes together), `split.<part>`, `split.validationShare`, `split.stratified` and, as a warning,
 * `split.validationIsTest`.
 */
export function splitIssues(spec: DataSpec, counts: LabelCounts): SettingIssue[] {
  const { split } = spec;
  const wrong = at('split', optionIssues(splitFields(split), split));
  if (wrong.length > 0) return wrong;
  const tooMuch = sumIssue(spec, counts);
  if (tooMuch) return [tooMuch];
  const parts = stratumCounts(spec, counts.train, counts.test);
  return [...emptyParts(spec, parts), ...emptyStrata(spec, parts), ...watchedTest(spec), ...endOfList(spec, counts)];
}

/** Floating-point shares such as 0.7 + 0.2 + 0.1 may add up to a little over 1. */
const ROUNDING = 1e-9;

function sumIssue(spec: DataSpec, counts: LabelCounts): SettingIssue | null {
  const { split } = spec;
  if (split.kind !== 'pooled') return null;
  const wanted = split.train + split.test + (split.validationIsTest ? 0 : split.validation);
  if (split.sizes === 'shares') {
    const total = Number(wanted.toFixed(4));
    return wanted > 1 + ROUNDING ? settingError('split', `The shares add up to ${total}; together they can be at most 1.`) : null;
  }
  const there = sum(targetCounts(spec, counts.train)) + sum(targetCounts(spec, counts.test));
  if (wanted <= there) return null;
  return settingError('split', `The parts add up to ${itemsInWords(spec, wanted)}, but there are only ${there.toLocaleString('en')}.`);
}

function emptyParts(spec: DataSpec, parts: SplitParts): SettingIssue[] {
  const { split } = spec;
  const item = itemName(spec);
  const place = (part: string) => (split.kind === 'pooled' ? `split.${part}` : 'split.validationShare');
  const issues: SettingIssue[] = [];
  if (sum(parts.train) === 0) issues.push(settingError(place('train'), `No ${item} is left to train on.`));
  if (sum(parts.test) === 0) issues.push(settingError(place('test'), `No ${item} is left for the test.`));
  return issues;
}

/** A stratified split promises images of every class in every part that has any. */
function emptyStrata(spec: DataSpec, parts: SplitParts): SettingIssue[] {
  const { split } = spec;
  if (!split.stratified) return [];
  const divided: [string, number[]][] = [['training', parts.train]];
  if (!split.validationIsTest) divided.push(['validation', parts.validation]);
  if (split.kind === 'pooled') divided.push(['the test', parts.test]);
  const names = taskClassNames(spec);
  const missing = divided.flatMap(([part, strata]) => {
    const empty = sum(strata) > 0 ? names.filter((_, target) => (strata[target] ?? 0) === 0) : [];
    return empty.length > 0 ? [`${empty.join(', ')} for ${part}`] : [];
  });
  if (missing.length === 0) return [];
  const message = `There would be no ${itemName(spec)} of ${missing.join(', and none of ')}. Change the sizes, or switch stratified off.`;
  return [settingError('split.stratified', message)];
}

/** Keras warns of neither. */
function endOfList(spec: DataSpec, counts: LabelCounts): SettingIssue[] {
  if (spec.split.kind !== 'endOfList' || spec.split.validationShare === 0) return [];
  const copies = heldOutCopies(spec, counts.train);
  const message =
    copies > 0
      ? `${itemsInWords(spec, copies)} of the validation set are changed copies, most of them of images that are trained on: validation says little about new images. “Official” copies training images only.`
      : 'Validation images are not drawn: they are the end of the list, which may have other classes than the rest. “Official” draws them.';
  return [settingWarning('split', message)];
}

function watchedTest(spec: DataSpec): SettingIssue[] {
  if (!spec.split.validationIsTest) return [];
  const items = `${itemName(spec)}s`;
  const message = `The test ${items} are watched while training, so there is no test on ${items} that were never looked at.`;
  return [settingWarning('split.validationIsTest', message)];
}
