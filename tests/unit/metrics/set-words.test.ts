import { expect, test } from 'vitest';
import { imagesWords } from '@/metrics/set-words';

test('test images that were watched during training are not called unused', () => {
  expect(imagesWords('test', false)).toContain('never used');
  expect(imagesWords('test', true)).not.toContain('never used');
  expect(imagesWords('test', true)).toContain('not an independent test');
  expect(imagesWords('validation', true)).toContain('test images');
  expect(imagesWords('test', true, true)).not.toContain('epoch');
});
