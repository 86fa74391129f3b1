import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHealth, judge } from '@/engine/health';

const finite = fc.double({ min: 0, max: 50, noNaN: true });

describe('health', () => {
  it('finds the first loss that is no number, wherever it comes', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 15 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), (before, broken) => {
        const health = createHealth(true);
        expect(health.check(before)).toBeNull();
        expect(health.check([broken])).toMatchObject({
          code: 'not-finite',
          suggestion: expect.stringContaining('Lower the learning rate'),
        });
      }),
    );
  });

  it('finds a loss that has left for good, but not one bad batch', () => {
    const health = createHealth(true);
    const good = Array.from({ length: 30 }, (_, i) => 2 - i * 0.01);
    expect(health.check([...good, 900, ...good])).toBeNull();
    const gone = health.check(Array.from({ length: 20 }, (_, i) => 1e4 + i));
    expect(gone).toMatchObject({ code: 'diverged', message: expect.stringContaining('2.00') });
  });

  it('lets a loss that began high fall from there', () => {
    const health = createHealth(true);
    expect(health.check(Array.from({ length: 100 }, (_, i) => 5000 - i))).toBeNull();
  });

  it('finds a frozen loss, where batches differ', () => {
    const frozen = new Float32Array(61).fill(Math.LN10);
    expect(createHealth(true).check(frozen)).toMatchObject({ code: 'frozen' });
    expect(createHealth(true).check(frozen.subarray(1))).toBeNull();
    expect(createHealth(false).check(frozen)).toBeNull();
  });

  it('counts a network that has learnt all of it as well', () => {
    expect(createHealth(true).check(new Array(200).fill(0))).toBeNull();
  });

  it('counts over readings, not within one', () => {
    const health = createHealth(true);
    const verdicts = Array.from({ length: 61 }, () => health.check([2.5]));
    expect(verdicts.findIndex((verdict) => verdict !== null)).toBe(60);
  });

  it('judges a single loss', () => {
    expect(judge(1e30)).toBeNull();
    expect(judge(Number.NaN)?.message).toContain('NaN');
    expect(judge(Number.POSITIVE_INFINITY)?.message).toContain('infinite');
  });
});
