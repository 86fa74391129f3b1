import { at, optionIssues, type SettingIssue, settingWarning } from '@/experiment/setting-issue';
import type { TrainingSpec } from '@/experiment/training/types';
import { epochsInWords } from '@/experiment/words/numbers';
import { scheduleEntry } from './index';

/** What is wrong with schedule and warm-up: at `schedule.<option>` and `warmupEpochs`. `validation` is the number of validation images. */
export function scheduleIssues(training: TrainingSpec, validation: number): SettingIssue[] {
  const { schedule, epochs } = training;
  const { fields, issues } = scheduleEntry(schedule);
  const wrong = optionIssues(fields, schedule);
  const found = wrong.length > 0 ? wrong : issues(schedule, { ...training, validation });
  return [...at('schedule', found), ...warmupIssues(training.warmupEpochs, epochs)];
}

function warmupIssues(warmupEpochs: number, epochs: number): SettingIssue[] {
  if (!(warmupEpochs > Math.max(0, epochs))) return [];
  const message = `The warm-up takes longer than the run of ${epochsInWords(epochs)}, so the learning rate never gets to its full value.`;
  return [settingWarning('warmupEpochs', message)];
}
