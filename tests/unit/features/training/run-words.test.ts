import { expect, test } from 'vitest';
import { changesOf, moreWords } from '@/features/training/run-words';
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

test('one more epoch is one epoch', () => {
  expect([1, 2].map(moreWords)).toEqual(['1 more epoch', '2 more epochs']);
});
