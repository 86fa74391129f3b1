import { describe, expect, it } from 'vitest';
import { createPace } from '@/engine/pace';

function paceWithClock() {
  const clock = { now: 0 };
  return { clock, pace: createPace(() => clock.now) };
}

describe('pace', () => {
  it('does one step until one is measured that does not compile', () => {
    const { pace } = paceWithClock();
    expect(pace.blockSize()).toBe(1);
    pace.record(1, 4000, 64);
    expect(pace.blockSize()).toBe(1);
    expect(pace.secondsLeft(10, 1)).toBeNull();
    pace.record(1, 10, 64);
    expect(pace.blockSize()).toBe(12);
    expect(pace.examplesPerSecond()).toBeCloseTo(6400);
  });

  it('reads at least every step, and at most every 200', () => {
    const slow = paceWithClock().pace;
    const fast = paceWithClock().pace;
    for (let k = 0; k < 20; k++) {
      slow.record(1, 5000, 1);
      fast.record(200, 0.2, 200);
    }
    expect(slow.blockSize()).toBe(1);
    expect(fast.blockSize()).toBe(200);
  });

  it('foretells steps and evaluations', async () => {
    const { clock, pace } = paceWithClock();
    pace.record(1, 900, 10);
    pace.record(1, 20, 10);
    // 2 ms for each trained image, of which a third goes forward.
    expect(pace.secondsLeft(100, 300)).toBeCloseTo(2.2);
    await pace.evaluating(100, async () => {
      clock.now += 500;
    });
    // Two validations of 100 images, and a test of 200.
    expect(pace.secondsLeft(100, 2 * 100 + 200)).toBeCloseTo(4);
  });

  it('says that something is due once in its time', () => {
    const { clock, pace } = paceWithClock();
    expect(pace.isDue('samples', 1000)).toBe(false);
    clock.now = 999;
    expect(pace.isDue('samples', 1000)).toBe(false);
    clock.now = 1000;
    expect(pace.isDue('samples', 1000)).toBe(true);
    expect(pace.isDue('samples', 1000)).toBe(false);
    expect(pace.isDue('checkpoint', 1000)).toBe(false);
    clock.now = 2000;
    expect(pace.isDue('samples', 1000)).toBe(true);
  });
});
