import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { type SettingIssue, settingError, settingWarning } from '@/experiment/setting-issue';
import { epochsInWords } from '@/experiment/words/numbers';

/** What a rule can watch after each epoch. */
export const MONITORS = {
  validationLoss: { title: 'validation loss', better: 'lower', needsValidation: true },
  validationAccuracy: { title: 'validation accuracy', better: 'higher', needsValidation: true },
  trainingLoss: { title: 'training loss', better: 'lower', needsValidation: false },
  trainingAccuracy: { title: 'training accuracy', better: 'higher', needsValidation: false },
} as const;

export type Monitor = keyof typeof MONITORS;

const MONITOR_NAMES = Object.keys(MONITORS) as [Monitor, ...Monitor[]];

export const monitorSchema = v.picklist(MONITOR_NAMES);

export const monitorField: Field = {
  name: 'monitor',
  label: 'monitor',
  help: 'The number that is watched: a loss should fall, an accuracy rise.',
  type: 'choice',
  options: MONITOR_NAMES,
  titles: Object.fromEntries(MONITOR_NAMES.map((name) => [name, MONITORS[name].title])),
};

export const patienceField = (help: string): Field => ({ name: 'patience', label: 'patience', help, type: 'integer', min: 1, max: 1000 });

export const minDeltaField: Field = {
  name: 'minDelta',
  label: 'minimum change',
  help: 'A change must be larger than this to count as an improvement.',
  type: 'number',
  min: 0,
  max: 10,
  step: 0.0001,
};

/**
 * What a rule that watches cannot do in a run of `epochs`, with or without validation images: at `monitor` and `patience`. Patience that never runs
 * out is only remarked on: early stopping then still keeps the best weights, which is why people set it so.
 */
export function watchingIssues(rule: { monitor: Monitor; patience: number }, run: { epochs: number; validation: number }): SettingIssue[] {
  const issues: SettingIssue[] = [];
  if (MONITORS[rule.monitor].needsValidation && run.validation === 0) {
    issues.push(settingError('monitor', `There is no ${MONITORS[rule.monitor].title}, as no validation images are held out.`));
  }
  if (run.epochs >= 1 && rule.patience >= run.epochs) {
    const message = `A patience of ${epochsInWords(rule.patience)} never runs out in a run of ${epochsInWords(run.epochs)}.`;
    issues.push(settingWarning('patience', message));
  }
  return issues;
}
