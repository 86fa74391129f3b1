import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import { createBatches } from './batches';
import type { Engine, Network } from './engine';

/** A probe lasts about this long once the first, compiling step is done. */
const PROBE_MS = 300;
const MAX_PROBE_STEPS = 2000;
/** Quick steps are read in blocks of about this time, as a run reads them: a reading of each step alone costs as much as the step. */
const BLOCK_MS = 20;
const MAX_BLOCK = 200;
/** Slow steps are few in that time, and one that the page disturbed would stand for all: so many blocks are waited for, up to another limit. */
const MIN_PROBE_BLOCKS = 5;
const LONGEST_PROBE_MS = 900;
/** Images of the quick probe: a whole step cannot be faster than a step on so few of its images. */
const QUICK_BATCH = 4;

/** How fast one engine runs one network. */
export interface Measurement {
  engine: Engine;
  /** Milliseconds of one training step, the compiling one apart. */
  msPerStep: number;
  /** The step takes at least this long; how much longer was not worth measuring, since another engine is faster already. */
  atLeast: boolean;
}

/** What a probe needs beside the engine. It ends early, with what it has, when `signal` aborts. */
export interface ProbeOptions {
  experiment: Experiment;
  data: PreparedData;
  now(): number;
  signal: AbortSignal;
}

/**
 * Measures engines on the actual network and the actual machine, fastest first. The first one given is measured in full; another one
 * whose step on four images is already slower than the fastest full step is not measured further: a software rasteriser would need seconds.
 */
export async function compareEngines(engines: readonly Engine[], options: ProbeOptions): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const engine of engines) {
    if (options.signal.aborted && results.length > 0) break;
    const best = Math.min(...results.map((result) => result.msPerStep));
    results.push(await compare(engine, best, options));
  }
  return results.sort((a, b) => a.msPerStep - b.msPerStep);
}

async function compare(engine: Engine, best: number, options: ProbeOptions): Promise<Measurement> {
  const { experiment } = options;
  if (Number.isFinite(best) && experiment.training.batchSize > QUICK_BATCH) {
    const few = { ...experiment, training: { ...experiment.training, batchSize: QUICK_BATCH } };
    const msPerStep = await measure(engine, { ...options, experiment: few });
    if (msPerStep > best) return { engine, msPerStep, atLeast: true };
  }
  return { engine, msPerStep: await measure(engine, options), atLeast: false };
}

/** Trains a few steps and throws them away. The first step compiles and is not counted. */
async function measure(engine: Engine, options: ProbeOptions): Promise<number> {
  const network = await engine.compile(options.experiment, options.data);
  try {
    return await probe(network, options);
  } finally {
    network.dispose();
  }
}

/** Milliseconds of a step once the code is warm, which quick networks need hundreds of steps for. */
async function probe(network: Network, { experiment: { training }, data, now, signal }: ProbeOptions): Promise<number> {
  const batches = createBatches(data, training).epoch(0);
  let step = 0;
  const timed = async (steps: number) => {
    const started = now();
    for (const end = step + steps; step < end; step++) {
      // Changing the images takes its part of a step.
      const { positions, images } = batches.at(0);
      network.trainStep(positions, step, training.learningRate, images);
    }
    await network.readSteps();
    return now() - started;
  };
  const first = await timed(1);
  const times: number[] = [];
  let spent = 0;
  const enough = () => (times.length < MIN_PROBE_BLOCKS ? spent >= LONGEST_PROBE_MS : spent >= PROBE_MS);
  while (!enough() && step < MAX_PROBE_STEPS && !signal.aborted) {
    const block = blockSize(times.at(-1));
    const ms = await timed(block);
    times.push(ms / block);
    spent += ms;
  }
  return times.length > 0 ? lowerQuartile(times) : first;
}

const blockSize = (msPerStep: number | undefined): number =>
  msPerStep === undefined ? 1 : Math.max(1, Math.min(MAX_BLOCK, Math.round(BLOCK_MS / Math.max(0.001, msPerStep))));

/** What disturbs a step only ever makes it longer, so the shorter ones tell more of the engine. */
const lowerQuartile = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0;
