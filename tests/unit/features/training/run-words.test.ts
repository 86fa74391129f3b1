import { sampleRun } from '@tests/unit/storage/runs-fixture';
import { expect, test } from 'vitest';
import { changesOf, moreWords, statusLine } from '@/features/training/run-words';
import type { Intervention } from '@/run/types';

const at = (what: Intervention['what'], note: string, step = 1200): Intervention => ({ what, note, step, epoch: 3 });

test('a run says what changed on its way and from which step', () => {
  expect(changesOf({ interventions: [at('learningRate', 'Learning rate 0.01')] })).toBe('Learning rate 0.01 from step 1,200');
  expect(changesOf({ interventions: [at('paused', 'Paused'), at('resumed', 'Resumed')] })).toBe('');
});

test('a run that ended early says so, and which weights it has', () => {
  const interventions = [
    at('learningRate', 'Learning rate 0.01'),
    at('stoppedEarly', 'Stopped early'),
    at('restoredBest', 'Epoch 2 restored'),
  ];
  expect(changesOf({ interventions })).toBe('Stopped early · Epoch 2 restored');
});

test('while all images of a set are asked, that stands in place of steps and speed', () => {
  const run = sampleRun('a', { status: 'training' });
  const progress = { type: 'progress', step: 2, epoch: 1, examplesPerSecond: 1234, secondsLeft: 60 } as const;
  const now = { estimate: '', restarting: false };
  expect(statusLine(run, progress, now).detail).toMatch(/^step .* · 1,234 images\/s · 1 min 0 s left$/);
  expect(statusLine(run, progress, { ...now, evaluating: 'test' }).detail).toBe('asking the test images · 1 min 0 s left');
  expect(statusLine({ ...run, status: 'finished' }, progress, { ...now, evaluating: 'test' }).detail).toBe('');
});

test('one more epoch is one epoch', () => {
  expect([1, 2].map(moreWords)).toEqual(['1 more epoch', '2 more epochs']);
});
