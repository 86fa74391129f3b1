import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import { compareEngines } from '@/engine/choose';
import type { Engine } from '@/engine/engine';
import { defaultExperiment } from '@/experiment/defaults';

const data = { train: Uint32Array.from({ length: 200 }, (_, i) => i) } as PreparedData;

/** An engine whose step takes `msPerImage` for each image of its batch, and what disturbs it, on a clock that only its steps move. */
function fakeEngine(label: string, msPerImage: number, time: { now: number }, disturbances: readonly number[] = []) {
  const batches: number[] = [];
  let alive = 0;
  const network = {
    trainStep(batch: Uint32Array) {
      time.now += msPerImage * batch.length + (disturbances[batches.length] ?? 0);
      batches.push(batch.length);
    },
    readSteps: async () => ({ losses: new Float32Array(), correct: new Float32Array() }),
    dispose: () => alive--,
  };
  const compile = async () => {
    alive++;
    return network;
  };
  return { engine: { info: { label }, compile } as unknown as Engine, batches, alive: () => alive };
}

describe('compareEngines', () => {
  it('measures both in full where they are close, and puts the faster first', async () => {
    const time = { now: 0 };
    const slow = fakeEngine('slow', 2, time);
    const fast = fakeEngine('fast', 1, time);
    const options = { experiment: defaultExperiment(), data, now: () => time.now, signal: new AbortController().signal };
    const [first, second] = await compareEngines([slow.engine, fast.engine], options);
    expect(first).toMatchObject({ engine: fast.engine, msPerStep: 64, atLeast: false });
    expect(second).toMatchObject({ engine: slow.engine, msPerStep: 128, atLeast: false });
    expect([slow.alive(), fast.alive()]).toEqual([0, 0]);
  });

  it('goes by the steps that nothing disturbed, also where few of them fit into a probe', async () => {
    const time = { now: 0 };
    // Two of the first four steps take longer, as while the page draws.
    const one = fakeEngine('one', 2, time, [0, 200, 0, 200, 0]);
    const options = { experiment: defaultExperiment(), data, now: () => time.now, signal: new AbortController().signal };
    const [measured] = await compareEngines([one.engine], options);
    expect(measured?.msPerStep).toBe(128);
  });

  it('measures quick steps as a run makes them: many between two readings, by code that is warm', async () => {
    const time = { now: 0 };
    let steps = 0;
    const network = {
      trainStep() {
        time.now += steps++ < 50 ? 0.5 : 0.05;
      },
      async readSteps() {
        time.now += 1;
        return { losses: new Float32Array(), correct: new Float32Array() };
      },
      dispose: () => undefined,
    };
    const quick = { info: { label: 'quick' }, compile: async () => network } as unknown as Engine;
    const options = { experiment: defaultExperiment(), data, now: () => time.now, signal: new AbortController().signal };
    const [measured] = await compareEngines([quick], options);
    expect(measured?.msPerStep).toBeGreaterThanOrEqual(0.05);
    expect(measured?.msPerStep).toBeLessThan(0.07);
    // Some tenths of a second: whoever edits waits for it.
    expect(time.now).toBeLessThan(500);
  });

  it('spares a hopeless engine the full step, and says that its figure is a bound', async () => {
    const time = { now: 0 };
    const fast = fakeEngine('fast', 1, time);
    const hopeless = fakeEngine('hopeless', 100, time);
    const options = { experiment: defaultExperiment(), data, now: () => time.now, signal: new AbortController().signal };
    const [, second] = await compareEngines([fast.engine, hopeless.engine], options);
    expect(second).toMatchObject({ engine: hopeless.engine, msPerStep: 400, atLeast: true });
    expect(new Set(hopeless.batches)).toEqual(new Set([4]));
  });

  it('ends with what it has when it is aborted', async () => {
    const time = { now: 0 };
    const abort = new AbortController();
    abort.abort();
    const one = fakeEngine('one', 1, time);
    const two = fakeEngine('two', 1, time);
    const options = { experiment: defaultExperiment(), data, now: () => time.now, signal: abort.signal };
    expect(await compareEngines([one.engine, two.engine], options)).toHaveLength(1);
    expect(two.batches).toEqual([]);
  });
});
