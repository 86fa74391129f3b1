import type { ModelId } from './models';

/** One thing to measure: steps of a model at a batch size on an engine, for about so many milliseconds. */
export interface Task {
  model: ModelId;
  batch: number;
  engine: BenchEngine;
  milliseconds: number;
}

/** Our engines (the CPU's on one thread, on all, and split over workers on a page that is not isolated, and TensorFlow.js on WebGL), and plain model.fit on the backends that can train. */
export type BenchEngine =
  | 'wasm, 1 thread'
  | 'wasm, all threads'
  | 'wasm, not isolated'
  | 'webgl'
  | 'model.fit, webgl'
  | 'model.fit, wasm'
  | 'model.fit, cpu';

/** Milliseconds of each step (or, for model.fit, of each call's mean step), and on WebGL how many draw calls a step makes. */
export type Answer = { times: number[]; device: string; drawsPerStep?: number } | { error: string };
