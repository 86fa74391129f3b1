import { describe, expect, it } from 'vitest';
import { createHealth } from '@/engine/health';

const falling = (steps: number) => Array.from({ length: steps }, (_, k) => 2.3 * 0.99 ** k + 0.01 * Math.sin(k));

describe('health', () => {
  it('lets a falling loss go on', () => {
    expect(createHealth(true).check(falling(2000))).toBeNull();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('stops at a loss of %s, names it and says what to do', (loss) => {
    const failure = createHealth(true).check([2.3, 1.9, loss]);
    expect(failure?.code).toBe('not-finite');
    expect(failure?.suggestion).toMatch(/lower the learning rate/i);
  });

  it('stops a loss that has grown far beyond its start, but not a single bad batch', () => {
    const health = createHealth(true);
    expect(health.check([2.3, 1e4, ...falling(30)])).not.toBeNull();
    expect(createHealth(true).check([2.3, 60, ...falling(30)])).toBeNull();
    expect(createHealth(true).check([2.3, ...Array.from({ length: 30 }, () => 5000)])?.code).toBe('diverged');
  });

  it('counts across readings', () => {
    const health = createHealth(true);
    expect(health.check(Array.from({ length: 40 }, () => Math.LN10))).toBeNull();
    expect(health.check(Array.from({ length: 40 }, () => Math.LN10))?.code).toBe('frozen');
  });

  it('does not call a constant loss frozen where there is only one batch, or nothing left to learn', () => {
    expect(createHealth(false).check(Array.from({ length: 200 }, () => 1.5))).toBeNull();
    expect(createHealth(true).check(Array.from({ length: 200 }, () => 0))).toBeNull();
  });
});
