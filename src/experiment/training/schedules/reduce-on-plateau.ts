import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { settingWarning } from '@/experiment/setting-issue';
import { type EpochScores, improves, monitored } from '@/experiment/training/monitoring';
import { MONITORS, minDeltaField, monitorField, monitorSchema, patienceField, watchingIssues } from '@/experiment/training/monitors';
import { epochsInWords, formatNumber } from '@/experiment/words/numbers';
import { schedule } from './entry';
import { factorField } from './fields';

/**
 * Multiplied by `factor` each time `monitor` has not improved by more than minDelta for `patience` epochs, never below minLearningRate
 * (Keras's ReduceLROnPlateau). A rate that is set below minLearningRate stays as it is.
 */
export const reduceOnPlateau = schedule({
  title: 'Reduce on plateau',
  help: 'Falls when the network stops getting better.',
  schema: v.object({
    kind: v.literal('reduceOnPlateau'),
    monitor: monitorSchema,
    factor: number,
    patience: number,
    minDelta: number,
    minLearningRate: number,
  }),
  defaults: { kind: 'reduceOnPlateau', monitor: 'validationLoss', factor: 0.5, patience: 2, minDelta: 0.0001, minLearningRate: 0 },
  fields: [
    monitorField,
    factorField('The share of the learning rate that is left after each drop.'),
    patienceField('Epochs without an improvement before it drops.'),
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
  rate(rule, base, { finished }) {
    const times = plateaus(rule, finished);
    return times === 0 || base <= rule.minLearningRate ? base : Math.max(rule.minLearningRate, base * rule.factor ** times);
  },
  peaks: null,
  withMoreEpochs: 'goesOn',
  words({ factor, patience, monitor, minDelta, minLearningRate }) {
    const rule = `× ${formatNumber(factor)} after ${epochsInWords(patience)} without better ${MONITORS[monitor].title}`;
    const least = minDelta === 0 ? '' : ` by ${formatNumber(minDelta)}`;
    return `${rule}${least}${minLearningRate === 0 ? '' : `, not below ${formatNumber(minLearningRate)}`}`;
  },
  issues(rule, run) {
    const issues = watchingIssues(rule, run);
    if (rule.minLearningRate >= run.learningRate) {
      issues.push(settingWarning('minLearningRate', `The learning rate is ${run.learningRate} already, so it could never fall.`));
    }
    return issues;
  },
});

/** How often the figure has not improved for `patience` epochs. Each plateau starts the count anew; the best figure stays. */
function plateaus({ monitor, patience, minDelta }: PlateauRule, finished: readonly EpochScores[]): number {
  let best: number | null = null;
  let waited = 0;
  let found = 0;
  for (const scores of finished) {
    const value = monitored(scores, monitor);
    if (value === null) continue;
    if (improves(value, best, monitor, minDelta)) {
      best = value;
      waited = 0;
    } else if (++waited >= patience) {
      found++;
      waited = 0;
    }
  }
  return found;
}

type PlateauRule = Pick<typeof reduceOnPlateau.defaults, 'monitor' | 'patience' | 'minDelta'>;
