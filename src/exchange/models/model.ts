import type { Experiment } from '@/experiment/experiment';

/** A trained network, as every writer of models takes it. */
export interface ModelToWrite {
  experiment: Experiment;
  /** In Keras's order and layout. */
  weights: readonly Float32Array[];
  classNames: readonly string[];
  /** A pixel byte b enters the network as (b - offset) * factor. */
  input: { offset: number; factor: number };
}

/** A file's bytes, or why there can be none, in words. */
export type Written = { bytes: Uint8Array<ArrayBuffer> } | { refused: string[] };
