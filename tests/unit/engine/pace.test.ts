import { describe, expect, it } from 'vitest';
import { createPace } from '@/engine/pace';

/** A clock that a test moves. */
function clock() {
  let time = 0;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

describe('pace', () => {
  it('does one step first (it compiles) and one more (it is the first honest measurement)', () => {
    const pace = createPace(() => 0);
    expect(pace.blockSize()).toBe(1);
    pace.record(1, 5000, 32);
    expect(pace.blockSize()).toBe(1);
    expect(pace.examplesPerSecond()).toBe(0);
    expect(pace.secondsLeft(100, 1)).toBeNull();
  });

  it('then does as many steps as fit into a tenth of a second or so', () => {
    const pace = createPace(() => 0);
    pace.record(1, 5000, 32);
    pace.record(1, 10, 32);
    expect(pace.blockSize()).toBe(12);
    expect(pace.examplesPerSecond()).toBeCloseTo(3200);
    expect(pace.secondsLeft(100, 1)).toBeCloseTo(1);
  });

  it('never does fewer than one step, however slow, nor a block without end, however fast', () => {
    const slow = createPace(() => 0);
    slow.record(1, 1, 1);
    slow.record(1, 9000, 1);
    expect(slow.blockSize()).toBe(1);
    const fast = createPace(() => 0);
    fast.record(1, 1, 1);
    fast.record(1, 0.001, 1);
    expect(fast.blockSize()).toBe(200);
  });

  it('counts the evaluations that are still to come', async () => {
    const time = clock();
    const pace = createPace(time.now);
    pace.record(1, 1, 1);
    pace.record(1, 10, 1);
    await pace.aside(async () => time.pass(2000));
    expect(pace.secondsLeft(100, 3)).toBeCloseTo(7);
  });

  it('says that something is due once its time has passed', () => {
    const time = clock();
    const pace = createPace(time.now);
    expect(pace.isDue('samples', 100)).toBe(false);
    time.pass(99);
    expect(pace.isDue('samples', 100)).toBe(false);
    time.pass(1);
    expect(pace.isDue('samples', 100)).toBe(true);
    expect(pace.isDue('samples', 100)).toBe(false);
  });
});
