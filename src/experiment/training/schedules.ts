import type { Field } from '@/experiment/field';
import { type Choice, epochsInWords, optionIssues, type SettingIssue, settingError } from '@/experiment/setting-issue';
import { minDeltaField, monitorField, patienceField, watchingIssues } from './monitors';
import type { Schedule, TrainingSpec } from './types';

const factorField = (help: string): Field => ({
  name: 'factor',
  label: 'factor',
  help,
  type: 'number',
  min: 0,
  max: 1,
  step: 0.05,
  exclusiveMin: true,
  exclusiveMax: true,
});

/** How the learning rate can move over a run. types.ts defines each. */
export const SCHEDULES: { [K in Schedule['kind']]: Choice<Extract<Schedule, { kind: K }>> } = {
  constant: {
    title: 'Constant',
    help: 'The learning rate stays as it is set.',
    defaults: { kind: 'constant' },
    fields: [],
  },
  step: {
    title: 'Steps',
    help: 'Falls at once, every few epochs.',
    defaults: { kind: 'step', every: 2, factor: 0.5 },
    fields: [
      { name: 'every', label: 'every', help: 'Epochs from one fall to the next.', type: 'integer', min: 1, max: 1000 },
      factorField('What is left of the learning rate after each fall.'),
    ],
  },
  exponential: {
    title: 'Exponential',
    help: 'Falls steadily, by the same factor each epoch.',
    defaults: { kind: 'exponential', factor: 0.9 },
    fields: [factorField('What is left of the learning rate after each epoch.')],
  },
  cosine: {
    title: 'Cosine',
    help: 'Falls slowly, then fast, then slowly again, until the last epoch.',
    defaults: { kind: 'cosine', finalShare: 0 },
    fields: [
      {
        name: 'finalShare',
        label: 'final share',
        help: 'What is left of the learning rate at the end.',
        type: 'number',
        min: 0,
        max: 1,
        step: 0.05,
        exclusiveMax: true,
      },
    ],
  },
  reduceOnPlateau: {
    title: 'Reduce on plateau',
    help: 'Falls when the network stops getting better.',
    defaults: { kind: 'reduceOnPlateau', monitor: 'validationLoss', factor: 0.5, patience: 2, minDelta: 0.0001, minLearningRate: 0 },
    fields: [
      monitorField,
      factorField('What is left of the learning rate after each fall.'),
      patienceField('Epochs without an improvement until it falls.'),
      minDeltaField,
      {
        name: 'minLearningRate',
        label: 'lowest learning rate',
        help: 'It never falls below this.',
        type: 'number',
        min: 0,
        max: 10,
        step: 0.0001,
      },
    ],
  },
};

export const SCHEDULE_KINDS = Object.keys(SCHEDULES) as Schedule['kind'][];

/** What is wrong with schedule and warm-up: at `schedule.<option>` and `warmupEpochs`. `validation` is the number of validation images. */
export function scheduleIssues(training: TrainingSpec, validation: number): SettingIssue[] {
  const { schedule, epochs } = training;
  const wrong = optionIssues(SCHEDULES[schedule.kind].fields, schedule, 'schedule.');
  return [...(wrong.length > 0 ? wrong : idleIssues(training, validation)), ...warmupIssues(training.warmupEpochs, epochs)];
}

/** A schedule that would never do anything in this run. */
function idleIssues({ schedule, epochs, learningRate }: TrainingSpec, validation: number): SettingIssue[] {
  if (schedule.kind === 'step' && epochs >= 1 && schedule.every >= epochs) {
    const message = `The learning rate would first fall after ${epochsInWords(schedule.every)}, but the run has only ${epochs}.`;
    return [settingError('schedule.every', message)];
  }
  if (schedule.kind !== 'reduceOnPlateau') return [];
  const issues = watchingIssues(schedule, 'schedule.', { epochs, validation });
  if (schedule.minLearningRate >= learningRate) {
    issues.push(settingError('schedule.minLearningRate', `The learning rate is ${learningRate} already, so it could never fall.`));
  }
  return issues;
}

function warmupIssues(warmupEpochs: number, epochs: number): SettingIssue[] {
  if (!(warmupEpochs > Math.max(0, epochs))) return [];
  return [settingError('warmupEpochs', `The warm-up takes longer than the run of ${epochsInWords(epochs)}.`)];
}
