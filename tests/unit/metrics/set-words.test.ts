import { expect, test } from 'vitest';
import { momentWords, setWords } from '@/metrics/set-words';

test('a test set that was watched during training is not called unused', () => {
  expect(setWords('test', false)).toContain('never used');
  expect(setWords('test', true)).not.toContain('never used');
  expect(setWords('test', true)).toContain('not an independent test');
  expect(setWords('validation', true)).toContain('test set');
  expect(setWords('test', true, true)).not.toContain('epoch');
});

test('a moment is an epoch at its end, and a share of epochs in the middle of one', () => {
  expect(momentWords({ epoch: 4, step: 40 }, 10)).toBe('after epoch 4');
  expect(momentWords({ epoch: 3, step: 34 }, 10)).toBe('after 3.4 epochs');
  expect(momentWords({ epoch: 0, step: 0 }, 0)).toBe('');
});
