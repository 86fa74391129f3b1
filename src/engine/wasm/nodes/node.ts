import type { Address, Arena } from '@/engine/wasm/arena';
import type { ProgramWriter } from '@/engine/wasm/program';
import type { WeightPlaces } from '@/engine/wasm/weights';

/** What is being written: a program for so many examples, with or without what only training does. */
export interface Pass {
  writer: ProgramWriter;
  count: number;
  /** Position of the first of them in the batch, of which they may be a share. */
  first: number;
  training: boolean;
}

/** A rectifier whose gradient is still to be applied: g where y > 0, slope * g elsewhere. */
export interface PendingGate {
  y: Address;
  slope: number;
}

/** What arrives at a node on the way back. */
export interface Arriving {
  /** Gradient of the node's output; the node may overwrite it. */
  gradient: Address;
  /** A second tensor of the same room, where the gradient of the input may go. */
  spare: Address;
  /** False where nobody asks for the gradient of the input. */
  wanted: boolean;
  /** The gate of the node before, for those that can apply it in passing. */
  gate: PendingGate | null;
}

/** Where a node left the gradient of its input, and whether it applied the gate. */
export interface Passed {
  gradient: Address;
  gated: boolean;
}

/** One step of the network with its place in memory. */
export interface Node {
  /** The training pass's output. */
  output: Address;
  /** Its own rectifier, which whoever passes it a gradient must have applied. */
  gate: PendingGate | null;
  /** Whether dropout may overwrite the output (the node's gradient does not depend on its exact value). */
  outputIsFree: boolean;
  /** Writes the forward instructions and returns the output's place. */
  forward(pass: Pass, input: Address): Address;
  /** Writes the backward instructions. */
  backward(pass: Pass, arriving: Arriving): Passed;
}

/** What nodes are planned with. */
export interface PlanContext {
  arena: Arena;
  /** Most examples of any pass. */
  capacity: number;
  /** Most examples of a pass that goes back as well. */
  batchSize: number;
  threads: number;
  weights: WeightPlaces;
  /** Address of the step's dropout key of the layer at `position`. */
  dropoutKey(position: number): Address;
  /** Notes the length in floats of a row of patches, for the threads' scratch. */
  noteRun(floats: number): void;
}
