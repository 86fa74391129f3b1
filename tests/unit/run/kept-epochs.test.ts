import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_BYTES, keptCapacity, keptEpochs, MOST_KEPT_EPOCHS } from '@/run/kept-epochs';

describe('the epochs that are kept', () => {
  it('are all of them while they fit, then fewer, evenly spread, the start among them', () => {
    expect(keptEpochs(0, 10)).toEqual([0]);
    expect(keptEpochs(9, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(keptEpochs(10, 10)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(keptEpochs(100, 10)).toEqual([0, 16, 32, 48, 64, 80, 96]);
    expect(keptEpochs(5, 0)).toEqual([]);
  });

  it('never include one that was let go before, and are more than half as many as there is room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 10 }), (epoch, capacity) => {
        const kept = keptEpochs(epoch, capacity);
        expect(kept.length).toBeLessThanOrEqual(capacity);
        expect(kept.length).toBeGreaterThan(Math.min(epoch, capacity / 2 - 1));
        const before = [...keptEpochs(epoch - 1, capacity), epoch];
        expect(kept.every((one) => before.includes(one))).toBe(true);
      }),
    );
  });

  it('are as many as the budget allows: none of a network of which not even two would fit', () => {
    expect(keptCapacity(1000)).toBe(MOST_KEPT_EPOCHS);
    expect(keptCapacity(KEPT_BYTES / 4)).toBe(4);
    expect(keptCapacity(KEPT_BYTES / 1.5)).toBe(0);
  });
});
