import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import type { Engine, Network } from './engine';
import { epochOrder } from './train';

/** A probe lasts about this long once the first, compiling step is done. */
const PROBE_MS = 300;
const MAX_PROBE_STEPS = 20;

/** How fast one engine runs one network. */
export interface Measurement {
  engine: Engine;
  /** Milliseconds of one training step, the compiling one apart. */
  msPerStep: number;
}

/**
 * Trains a few steps of the actual network on the actual machine and throws them away. The first step compiles and is not counted.
 * Ends early, with what it has, when `signal` aborts.
 */
export async function measure(
  engine: Engine,
  experiment: Experiment,
  data: PreparedData,
  now: () => number,
  signal: AbortSignal,
): Promise<Measurement> {
  const network = await engine.compile(experiment, data);
  try {
    return { engine, msPerStep: await probe(network, experiment, data, now, signal) };
  } finally {
    network.dispose();
  }
}

async function probe(
  network: Network,
  { training }: Experiment,
  data: PreparedData,
  now: () => number,
  signal: AbortSignal,
): Promise<number> {
  const batch = epochOrder(data.train, training.seed, 0).subarray(0, training.batchSize);
  const timed = async (step: number) => {
    const started = now();
    network.trainStep(batch, step, training.learningRate);
    await network.readSteps();
    return now() - started;
  };
  const first = await timed(0);
  const times: number[] = [];
  let spent = 0;
  while (spent < PROBE_MS && times.length < MAX_PROBE_STEPS && !signal.aborted) {
    const ms = await timed(times.length + 1);
    times.push(ms);
    spent += ms;
  }
  return times.length > 0 ? median(times) : first;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
