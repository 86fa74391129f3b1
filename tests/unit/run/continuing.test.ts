import { runOf } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { scheduledRate } from '@/experiment/training/schedules/rate';
import type { Schedule } from '@/experiment/training/types';
import { partsInWords } from '@/experiment/words/parts';
import { cycleAt, keptSettings, resumingInterventions } from '@/run/continuing';
import type { Run } from '@/run/types';

const STEPS = 10;

function finished(schedule: Schedule, epochs = 5): Run {
  const base = defaultExperiment();
  const experiment: Experiment = { ...base, training: { ...base.training, schedule, epochs, learningRate: 0.1 } };
  return { ...runOf('run', { experiment }), epochs, learningRate: 0.1, stepsPerEpoch: STEPS, interventions: [] };
}

/** The learning rates of the steps of the added epochs. */
function addedRates(run: Run, epochs: number, learningRate?: number): number[] {
  const log = resumingInterventions(run, { epoch: run.epochs, step: run.epochs * STEPS }, { epochs, learningRate });
  return Array.from({ length: (epochs - run.epochs) * STEPS }, (_, i) => {
    const step = run.epochs * STEPS + i;
    const cycle = cycleAt([...run.interventions, ...log], Math.floor(step / STEPS));
    return scheduledRate(run.experiment.training, learningRate ?? run.learningRate, { step, stepsPerEpoch: STEPS, finished: [], cycle });
  });
}

test.each<[string, Schedule]>([
  ['cosine', { kind: 'cosine', finalShare: 0 }],
  ['exponential', { kind: 'exponential', factor: 0.1 }],
])('a %s that has ended begins anew over the added epochs, and that is recorded', (_, schedule) => {
  const run = finished(schedule);
  const rates = addedRates(run, 8);
  expect(rates[0]).toBeCloseTo(0.1, 12);
  expect(rates.every((rate, i) => rate > 0 && (i === 0 || rate < (rates[i - 1] ?? 0)))).toBe(true);
  const [entry, ...others] = resumingInterventions(run, { epoch: 5, step: 50 }, { epochs: 8 });
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ what: 'scheduleRestarted', epoch: 5, step: 50, value: 3 });
  expect(entry?.note).toMatch(/schedule starts again over 3 epochs$/);
});

test('other schedules go on, and a run that only resumes keeps its plan', () => {
  for (const schedule of [{ kind: 'constant' }, { kind: 'step', every: 2, factor: 0.5 }] as const) {
    expect(resumingInterventions(finished(schedule), { epoch: 5, step: 50 }, { epochs: 8 })).toEqual([]);
  }
  expect(resumingInterventions(finished({ kind: 'cosine', finalShare: 0 }), { epoch: 3, step: 30 }, {})).toEqual([]);
});

test('a changed learning rate is applied and recorded', () => {
  const log = resumingInterventions(finished({ kind: 'constant' }), { epoch: 5, step: 50 }, { epochs: 6, learningRate: 1e-9 });
  expect(log).toEqual([{ what: 'learningRate', epoch: 5, step: 50, note: 'Learning rate 1e-9', value: 1e-9 }]);
  expect(addedRates(finished({ kind: 'constant' }), 6, 1e-9)).toEqual(new Array(STEPS).fill(1e-9));
});

test('the epochs before a restart keep their rates, and a second one takes over from where it begins', () => {
  const at = (epoch: number, value: number) => ({ what: 'scheduleRestarted' as const, epoch, step: epoch * STEPS, note: '', value });
  const log = [at(5, 3), at(5, 4), at(9, 2)];
  expect([0, 4, 5, 8, 9, 20].map((epoch) => cycleAt(log, epoch))).toEqual([
    null,
    null,
    { from: 5, epochs: 4 },
    { from: 5, epochs: 4 },
    { from: 9, epochs: 2 },
    { from: 9, epochs: 2 },
  ]);
});

test('what a run that goes on cannot take over is named', () => {
  const run = finished({ kind: 'constant' });
  const { training } = run.experiment;
  const changed = { ...run.experiment, training: { ...training, epochs: 9, learningRate: 1, batchSize: 7, seed: 3 } };
  expect(partsInWords(keptSettings(run, changed))).toBe('batch size and seed');
  expect(keptSettings(run, { ...run.experiment, training: { ...training, epochs: 9, learningRate: 1 } })).toEqual([]);
});
