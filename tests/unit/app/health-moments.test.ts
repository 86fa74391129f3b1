import { expect, it } from 'vitest';
import { nextMoment } from '@/app/views/inside/health-moments';
import type { NetworkHealth } from '@/metrics/inside/health';

const known = (...epochs: number[]): NetworkHealth[] => epochs.map((epoch) => ({ epoch, step: 6 * epoch, images: 64, layers: [] }));
const never = () => false;

it('health is asked of the present first, then of the epochs that are kept, the newest first, and each once', () => {
  expect(nextMoment([], 4, [0, 2, 4], never)).toBeNull();
  expect(nextMoment(known(4), 4, [0, 2, 4], never)).toBe(2);
  expect(nextMoment(known(2, 4), 4, [0, 2, 4], never)).toBe(0);
  expect(nextMoment(known(0, 2, 4), 4, [0, 2, 4], never)).toBeUndefined();
  // Another epoch is done.
  expect(nextMoment(known(0, 2, 4), 5, [0, 2, 4], never)).toBeNull();
  // What could not be asked is not asked for ever.
  expect(nextMoment(known(4), 4, [0, 2, 4], (epoch) => epoch === 2)).toBe(0);
  expect(nextMoment([], 4, [], () => true)).toBeUndefined();
});
