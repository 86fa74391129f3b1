import { runOf, withForest, withLayers } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '@/run/types';
import type { Outcome } from '@/study/trial';
import { isChangedRun } from '@/worker/study/changed-run';
import { stagesLeft } from '@/worker/study/stages';

const outcomesAt = (...epochs: number[]): Outcome[] => epochs.map((one) => ({ epochs: one, accuracy: 0.5, loss: 1, seconds: 1 }));

describe('the run of a trial', () => {
  it('is unchanged with the epochs of an outcome, or those that it is on the way to', () => {
    const trial = { epochs: 9, outcomes: outcomesAt(1, 3) };
    const changed = [1, 3, 9].map((epochs) => isChangedRun(runOf('run', { epochs }), trial));
    expect(changed).toEqual([false, false, false]);
  });

  it('is changed with any other epochs, fewer than the trial goes on to among them', () => {
    const changed = [4, 5, 10].map((epochs) => isChangedRun(runOf('run', { epochs }), { epochs: 3, outcomes: outcomesAt(1, 3) }));
    expect(changed).toEqual([true, true, true]);
  });

  it('is changed by what a person does to it, not by what its training does itself', () => {
    const trial = { epochs: 2, outcomes: [] };
    const by = (what: Intervention['what'], epochs = 2) =>
      isChangedRun({ ...runOf('run', { epochs }), interventions: [{ what, note: '', epoch: 1, step: 1 }] }, trial);
    expect((['learningRate', 'moreEpochs', 'trainedAnyway'] as const).map((what) => by(what))).toEqual([true, true, true]);
    expect([by('stoppedEarly'), by('stoppedEarly', 4)]).toEqual([false, true]);
  });

  it('is held to the epochs of its Experiment where the trial has none of its own', () => {
    const experiment = withLayers();
    const { epochs } = experiment.training;
    expect(isChangedRun(runOf('run', { experiment, epochs }), { epochs: null, outcomes: [] })).toBe(false);
    expect(isChangedRun(runOf('run', { experiment, epochs: epochs + 1 }), { epochs: null, outcomes: [] })).toBe(true);
    // A classical model's run has none at all.
    expect(isChangedRun(runOf('run', { experiment: withForest(3), epochs: 0 }), { epochs: null, outcomes: [] })).toBe(false);
  });

  it('is trained in the stages of the trial where nothing is left of them', () => {
    const trial = { epochs: 9, outcomes: outcomesAt(1, 3) };
    expect(stagesLeft(trial, null)).toEqual([1, 3, 9]);
    expect(stagesLeft(trial, runOf('run', { epochs: 1, status: 'stopped' }))).toEqual([1, 3, 9]);
    expect(stagesLeft(trial, runOf('run', { epochs: 1, status: 'finished' }))).toEqual([3, 9]);
    expect(stagesLeft(trial, runOf('run', { epochs: 3, status: 'finished' }))).toEqual([9]);
    expect(stagesLeft(trial, runOf('run', { epochs: 9, status: 'stopped' }))).toEqual([9]);
    expect(stagesLeft(trial, runOf('run', { epochs: 9, status: 'finished' }))).toEqual([9]);
    expect(stagesLeft({ epochs: null, outcomes: [] }, null)).toEqual([null]);
  });
});
