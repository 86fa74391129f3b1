import { drawCount } from '@tests/support/draws';
import { availableThreads, createWasmEngine } from '@/engine/wasm/engine';
import { benchData, experimentOf } from './models';
import type { Answer, Task } from './protocol';

/** Steps timed together: the clock of an isolated page ticks every 5 microseconds, that of another every 100; and the app reads in blocks. */
const TOGETHER_MILLISECONDS = 0.5;
const BLOCK_MILLISECONDS = 100;

/** Our TensorFlow.js engine: the step's results are read each time, since a GPU's work is only done then. */
async function measureWebgl({ model, batch, milliseconds }: Task): Promise<Answer> {
  const { createTfjsEngine } = await import('@/engine/tfjs');
  const engine = await createTfjsEngine({ prefer: 'webgl' });
  if (engine.info.id !== 'webgl') throw new Error(engine.info.reason);
  const data = benchData(2048, model);
  const network = await engine.compile(experimentOf(model, batch), data);
  let step = 0;
  const run = async () => {
    const start = performance.now();
    network.trainStep(data.train.subarray(0, batch), step++, 0.001);
    await network.readSteps();
    return performance.now() - start;
  };
  await run();
  const before = drawCount();
  const times = [await run()];
  const drawsPerStep = drawCount() - before;
  for (const begin = performance.now(); performance.now() - begin + times[0]! < milliseconds; ) times.push(await run());
  network.dispose();
  return { times, device: engine.info.device, drawsPerStep };
}

/** Measures our CPU engine in a worker, as the app runs it. */
async function measureWasm({ model, batch, engine: id, milliseconds }: Task): Promise<Answer> {
  const engine = await createWasmEngine(id === 'wasm, not isolated' ? {} : { threads: id === 'wasm, 1 thread' ? 1 : availableThreads() });
  const data = benchData(2048, model);
  const network = await engine.compile(experimentOf(model, batch), data);
  let step = 0;
  // Lists of losses: hundreds of thousands of steps of a tiny network are more than one call takes as arguments.
  const losses: Float32Array[] = [];
  const run = async (steps: number) => {
    const start = performance.now();
    for (let i = 0; i < steps; i++, step++) {
      const from = (step * batch) % (data.train.length - batch + 1);
      network.trainStep(data.train.subarray(from, from + batch), step, 0.001);
    }
    // Workers are at it until they have answered.
    if (id === 'wasm, not isolated') losses.push((await network.readSteps()).losses);
    return (performance.now() - start) / steps;
  };
  // The first steps run in the browser's quick compiler; wait for the good one.
  for (const begin = performance.now(); performance.now() - begin < 400; ) await run(1);
  const block = id === 'wasm, not isolated' ? BLOCK_MILLISECONDS : TOGETHER_MILLISECONDS;
  const together = Math.max(1, Math.ceil(block / (await run(20))));
  const times: number[] = [];
  for (const begin = performance.now(); times.length < 3 || performance.now() - begin < milliseconds; ) times.push(await run(together));
  losses.push((await network.readSteps()).losses);
  if (losses.some((block) => !block.every(Number.isFinite))) throw new Error('The loss is not a number.');
  network.dispose();
  engine.dispose();
  return { times, device: network.runsOn ?? engine.info.device };
}

const measure = (task: Task) => (task.engine === 'webgl' ? measureWebgl(task) : measureWasm(task));

self.onmessage = async ({ data }: MessageEvent<Task>) => {
  const answer: Answer = await measure(data).catch((error: unknown) => ({ error: String(error) }));
  self.postMessage(answer);
};
