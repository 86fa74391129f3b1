import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHealth, type HealthOptions, judge } from '@/engine/health';

const finite = fc.double({ min: 0, max: 50, noNaN: true });

/** A watch over a network with a hidden layer, whose accuracies are those of guessing. */
function healthOf(options: Partial<HealthOptions> = {}) {
  const health = createHealth({ batchesDiffer: true, hiddenLayers: true, guessing: 0.1, unscaled: null, tolerant: false, ...options });
  return {
    check: (losses: ArrayLike<number>, accuracy = 0.1) =>
      health.check(
        losses,
        Array.from(losses, () => accuracy),
      ),
  };
}

describe('health', () => {
  it('finds the first loss that is no number, wherever it comes', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 15 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), (before, broken) => {
        const health = healthOf();
        expect(health.check(before)).toBeNull();
        expect(health.check([broken])).toMatchObject({
          code: 'not-finite',
          suggestion: expect.stringContaining('Lower the learning rate'),
        });
      }),
    );
  });

  it('finds a loss that has left for good, but not one bad batch', () => {
    const health = healthOf();
    const good = Array.from({ length: 30 }, (_, i) => 2 - i * 0.01);
    expect(health.check([...good, 900, ...good])).toBeNull();
    const gone = health.check(Array.from({ length: 20 }, (_, i) => 1e4 + i));
    expect(gone).toMatchObject({ code: 'diverged', message: expect.stringContaining('2.00') });
  });

  it('lets a loss that began high fall from there', () => {
    const health = healthOf();
    expect(health.check(Array.from({ length: 100 }, (_, i) => 5000 - i))).toBeNull();
  });

  it('finds a frozen loss, where batches differ', () => {
    const frozen = new Float32Array(61).fill(Math.LN10);
    expect(healthOf().check(frozen)).toMatchObject({ code: 'frozen' });
    expect(healthOf().check(frozen.subarray(1))).toBeNull();
    expect(healthOf({ batchesDiffer: false }).check(frozen)).toBeNull();
  });

  it('counts a network that has learnt all of it as well', () => {
    expect(healthOf().check(new Array(200).fill(0))).toBeNull();
  });

  it('counts over readings, not within one', () => {
    const health = healthOf();
    const verdicts = Array.from({ length: 61 }, () => health.check([2.5]));
    expect(verdicts.findIndex((verdict) => verdict !== null)).toBe(60);
  });

  it('judges a single loss', () => {
    expect(judge(1e30)).toBeNull();
    expect(judge(Number.NaN)?.message).toContain('NaN');
    expect(judge(Number.POSITIVE_INFINITY)?.message).toContain('infinite');
  });

  it('lets the loss of a network without hidden layers grow while it is better than guessing', () => {
    const grown = [2.5, ...Array.from({ length: 400 }, (_, i) => 900 + (i % 7))];
    expect(healthOf({ hiddenLayers: false }).check(grown, 0.4)).toBeNull();
    expect(healthOf({ hiddenLayers: false }).check(grown, 0.1)).toMatchObject({ code: 'diverged' });
    expect(healthOf({ hiddenLayers: false }).check(grown.slice(0, 150), 0.1)).toBeNull();
    expect(healthOf().check(grown, 0.4)).toMatchObject({ code: 'diverged' });
  });

  it('lets everything pass that a person wants trained anyway, but for what is no number', () => {
    const tolerant = healthOf({ tolerant: true });
    expect(tolerant.check([2.5, ...new Array(400).fill(900)])).toBeNull();
    expect(tolerant.check([Number.NaN])).toMatchObject({ code: 'not-finite' });
  });

  it('points at unscaled pixels', () => {
    expect(healthOf({ unscaled: 'pixels' }).check([2.5, ...new Array(30).fill(900)])?.suggestion).toContain('0 to 1');
    expect(healthOf({ unscaled: 'pixels' }).check([Number.NaN])?.suggestion).toContain('0 to 1');
  });
});
