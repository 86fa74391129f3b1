import { expect, test } from 'vitest';
import { setWords } from '@/metrics/set-words';

test('a test set that was watched during training is not called unused', () => {
  expect(setWords('test', false)).toContain('never used');
  expect(setWords('test', true)).not.toContain('never used');
  expect(setWords('test', true)).toContain('not an independent test');
  expect(setWords('validation', true)).toContain('test set');
  expect(setWords('test', true, true)).not.toContain('epoch');
});
