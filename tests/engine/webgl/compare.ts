import { batchAt, randomData } from '@tests/engine/support/networks';
import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Experiment } from '@/experiment/experiment';

export const COUNT = 48;
export const BATCH = 12;

/** What goes into training besides the Experiment. */
interface Given {
  data?: Partial<PreparedData>;
  /** Images in place of the stored ones, for the steps that have some. */
  images?: (batch: Uint32Array, step: number) => Uint8Array | undefined;
  /**
   * Experiments, by name, that are evaluated on a batch of the training's size alone. Each other size compiles every program anew, most of the time in
   * software, and what it could show is shown by the experiments that are not named.
   */
  oneSize?: (name: string) => boolean;
}

interface Trace {
  losses: number[];
  numbers: number[];
}

/** Losses of some steps, then all weights, slots and logits, in one row of numbers. */
async function trace(engine: Engine, [name, experiment]: [string, Experiment], steps: number, given: Given): Promise<Trace> {
  const { data, images, oneSize } = given;
  const outputs = experiment.data.task.kind === 'pair' ? 2 : 10;
  const prepared = { ...randomData(COUNT, outputs), ...data };
  const network = await engine.compile(experiment, prepared);
  for (let step = 0; step < steps; step++) {
    const batch = batchAt(step * BATCH, BATCH, COUNT);
    const own = images?.(batch, step);
    network.trainStep(batch, step, 0.02, ...(own ? [own] : []));
  }
  const { losses, correct } = await network.readSteps();
  const state = await network.getState();
  const alone = oneSize?.(name) ?? false;
  const logits = await network.logits(batchAt(0, alone ? BATCH : 21, COUNT));
  const size = (alone ? BATCH : 2) * prepared.height * prepared.width * prepared.channels;
  const drawn = await network.logitsOf(prepared.table ? new Float32Array(size).fill(0.5) : new Uint8Array(size).fill(99));
  const penalty = await network.penalty();
  network.dispose();
  const numbers = [...correct, penalty, ...drawn, ...logits, ...[...state.weights, ...state.slots.flat()].flatMap((each) => [...each])];
  return { losses: [...losses], numbers };
}

/** The largest distance between two traces, each number's against the larger of 1 and its own size. */
function distance(a: Trace, b: Trace): number {
  const left = [...a.losses, ...a.numbers];
  const right = [...b.losses, ...b.numbers];
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  const apart = left.map((x, i) => Math.abs(x - right[i]!) / Math.max(1, Math.abs(x)));
  return apart.some(Number.isNaN) ? Number.NaN : Math.max(...apart);
}

/** Distance between the WebGL engine and the cpu engine, by experiment. */
export async function compare(experiments: Record<string, Experiment>, steps: number, given: Given = {}) {
  const webgl = await createTfjsEngine();
  const traces = new Map<string, Trace>();
  for (const entry of Object.entries(experiments)) traces.set(entry[0], await trace(webgl, entry, steps, given));
  const cpu = await createTfjsEngine({ prefer: 'cpu' });
  const distances: Record<string, number> = {};
  for (const entry of Object.entries(experiments))
    distances[entry[0]] = distance(traces.get(entry[0])!, await trace(cpu, entry, steps, given));
  return { info: webgl.info, distances };
}
