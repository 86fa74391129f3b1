import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { defaultExperiment } from '@/experiment/defaults';
import type { WorkerContext } from '@/worker/context';
import { Estimator } from '@/worker/resources/estimator';

const positions = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
const data = { train: positions(3200), validation: positions(1000), test: positions(2000) } as unknown as PreparedData;

/** An estimator over an engine that compiles in 40 ms, whose first slice of 500 images takes 800 ms, every second later one 90, and the others 50. */
function estimator(): Estimator {
  const time = { now: 0 };
  let slices = 0;
  const network = {
    async logits() {
      time.now += slices === 0 ? 800 : slices % 2 === 1 ? 90 : 50;
      slices++;
      return new Float32Array();
    },
    dispose: () => undefined,
  };
  const engine = {
    info: { id: 'wasm', label: 'CPU' },
    async compile() {
      time.now += 40;
      return network;
    },
  } as unknown as Engine;
  const measurements = [{ engine, msPerStep: 2, atLeast: false }];
  const context = {
    now: () => time.now,
    datasets: { get: () => ({}), prepare: () => data },
    engines: { forExperiment: async () => ({ engine, msPerStep: 2, measurements, refusals: [] }) },
    outbox: { enter: () => undefined, pulse: () => undefined },
  };
  return new Estimator(context as unknown as WorkerContext);
}

describe('the estimate of a run', () => {
  it('counts every pass at the pace of warm code, and not what only the first slice waits for', async () => {
    const { secondsAtStart, secondsPerEpoch, secondsAtEnd } = await estimator().estimate({
      ...defaultExperiment(),
      training: { ...defaultExperiment().training, batchSize: 32 },
    });
    expect(secondsAtStart).toBeCloseTo(0.04, 6);
    // 100 steps of 2 ms, and 1,000 validation images at 0.1 ms.
    expect(secondsPerEpoch).toBeCloseTo(0.3, 6);
    expect(secondsAtEnd).toBeCloseTo(0.2, 6);
  });
});
