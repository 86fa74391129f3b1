import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, hash32, shuffle } from '@/experiment/random';

describe('seeded randomness', () => {
  it('gives the same stream for a seed in every browser: pinned numbers', () => {
    const random = createRandom(0);
    expect([random.next(), random.next(), random.next()]).toMatchInlineSnapshot(`
      [
        0.018600425915792584,
        0.5791632460895926,
        0.5798416840843856,
      ]
    `);
    expect(hash32(1, 2, 3)).toMatchInlineSnapshot(`2901138804`);
  });

  it('is uniform in [0, 1)', () => {
    const random = createRandom(42);
    const values = Array.from({ length: 20_000 }, () => random.next());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
  });

  it('gives each seed a stream of its own, 0 included', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (a, b) => a === b || createRandom(a).next() !== createRandom(b).next()));
  });

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const shuffled = shuffle([...items], createRandom(seed));
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it('draws normal numbers', () => {
    const random = createRandom(7);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});
