import { sampleRun } from '@tests/support/runs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';

const NOW = 9000;
const empty = (): Run => sampleRun('a', { history: { losses: [], accuracies: [] }, epochRecords: [], validation: null });
const withSteps = (run: Run, firstStep: number, losses: number[]) =>
  reduceRun(run, { type: 'steps', firstStep, losses, accuracies: losses.map(() => 0.5) }, NOW);

describe('steps', () => {
  it('in whatever blocks they come give one history', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), { maxLength: 60 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (losses, sizes) => {
          let run = empty();
          for (let from = 0; from < losses.length; ) {
            const block = losses.slice(from, from + sizes.next().value);
            run = withSteps(run, from, block);
            from += block.length;
          }
          expect(run.history.losses).toEqual(losses);
          expect(run.history.accuracies).toHaveLength(losses.length);
        },
      ),
    );
  });

  it('done again after a recovery take the place of those done before', () => {
    const run = withSteps(withSteps(empty(), 0, [3, 2, 1]), 1, [9]);
    expect(run.history.losses).toEqual([3, 9]);
  });
});

describe('a rewind', () => {
  it('leaves nothing of what came after, and does not touch the run it came from', () => {
    const before = sampleRun('a', { history: { losses: [4, 3, 2, 1], accuracies: [0, 0, 1, 1] } });
    const after = reduceRun(before, { type: 'rewound', step: 1, epoch: 0 }, NOW);
    expect(after).toMatchObject({ history: { losses: [4], accuracies: [0] }, epochRecords: [], validation: null, test: null });
    expect(before.history.losses).toHaveLength(4);
  });

  it('to where the run stands changes nothing of it', () => {
    const before = sampleRun('a');
    const after = reduceRun(before, { type: 'rewound', step: 2, epoch: 1 }, NOW);
    expect(after).toEqual({ ...before, updatedAt: NOW });
  });
});

describe('other news', () => {
  it('set what they are about, and the time', () => {
    expect(reduceRun(empty(), { type: 'status', status: 'paused' }, NOW)).toMatchObject({ status: 'paused', updatedAt: NOW });
    expect(reduceRun(empty(), { type: 'changed', epochs: 9 }, NOW)).toMatchObject({ epochs: 9, learningRate: 0.001 });
    expect(reduceRun(empty(), { type: 'changed', learningRate: 2 }, NOW)).toMatchObject({ epochs: 5, learningRate: 2 });
    const failure = { code: 'engine', message: 'm', suggestion: 's' } as const;
    expect(reduceRun(empty(), { type: 'failed', failure }, NOW)).toMatchObject({ status: 'failed', failure });
  });

  it('never mix validation and test', () => {
    const evaluation = { epoch: 1, count: 1, score: { loss: 1, accuracy: 1 }, confusion: [[1]] };
    const run = reduceRun(empty(), { type: 'evaluation', evaluation: { ...evaluation, set: 'test' } }, NOW);
    expect(run.test?.set).toBe('test');
    expect(run.validation).toBeNull();
  });

  it('that are only for the screen leave the run as it is', () => {
    const run = empty();
    expect(reduceRun(run, { type: 'checkpoint', epoch: 1, step: 1, saved: true }, NOW)).toBe(run);
    expect(reduceRun(run, { type: 'progress', step: 1, epoch: 1, examplesPerSecond: 1, secondsLeft: null }, NOW)).toBe(run);
  });
});

it('only what is going on is active', () => {
  const active = (['preparing', 'training', 'paused', 'finished', 'stopped', 'failed', 'interrupted'] as const).filter((status) =>
    isActive(sampleRun('a', { status })),
  );
  expect(active).toEqual(['preparing', 'training', 'paused']);
  expect(isActive(null)).toBe(false);
});
