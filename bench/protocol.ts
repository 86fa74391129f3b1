import type { ModelId } from './models';

/** One thing to measure: steps of a model at a batch size on an engine, for about so many milliseconds. */
export interface Task {
  model: ModelId;
  batch: number;
  engine: BenchEngine;
  milliseconds: number;
}

/** Our engine on one thread and on all, and plain model.fit on the backends that can train. */
export type BenchEngine = 'wasm, 1 thread' | 'wasm, all threads' | 'model.fit, webgl' | 'model.fit, cpu';

/** Milliseconds of each step (or, for model.fit, of each call's mean step). */
export type Answer = { times: number[]; device: string } | { error: string };
