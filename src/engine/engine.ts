import type { Items, PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import type { EngineId, NetworkState } from '@/run/types';

/** Defined with the run, which records them; every engine speaks of them. */
export type { EngineId, NetworkState } from '@/run/types';

/** What runs, on what, and why it was chosen: shown on the page. */
export interface EngineInfo {
  id: EngineId;
  /** For people: "GPU (WebGL)", "CPU (TensorFlow.js)", "CPU (WebAssembly)". */
  label: string;
  /** The graphics card, or how many threads there are; empty where nothing is known. */
  readonly device: string;
  /** Which build it is, where builds differ in the last digits: numbers are compared within one build only. */
  readonly build?: string;
  /** Why this one, in a sentence. */
  reason: string;
  /** False for a software rasteriser or a CPU. */
  hardware: boolean;
  /** Whether numbers are 16-bit floats, where Adam needs a larger epsilon. */
  float16: boolean;
  /** Largest texture side in pixels, or `null` where there is no such limit. */
  maxTextureSize: number | null;
}

/** Loss and hits of the steps since the last reading, one entry a step, in order. */
export interface StepResults {
  /** Mean loss over the batch, class weights and L1 / L2 included. */
  losses: Float32Array;
  /**
   * Examples of the batch whose largest output was the right class. Where a number is predicted, the sum over the batch of 1 - d^2, d being the
   * error in deviations of the target: divided by the examples, it is R2 against the variance of all training rows.
   */
  correct: Float32Array;
}

/** What images become on their way through a network in inference, and how one output depends on it. Everything is the caller's. */
export interface Inspection {
  /** The output of each layer in order, the output layer included (there logits): an array a layer, images * numbers, as Keras lays them out. */
  activations: Float32Array[];
  /** Derivatives of the asked logit of each image by the numbers of `activations`, in the same layout; empty where no output was asked for. */
  gradients: Float32Array[];
  /** The same by the network's input as it is after scaling, images * height * width * channels; `null` where no output was asked for. */
  inputGradient: Float32Array | null;
}

/** What images become on their way through a network in inference, and how their loss depends on its weights. Everything is the caller's. */
export interface Backpropagation {
  /** As in `Inspection`. */
  activations: Float32Array[];
  /** Derivatives of the mean loss by each weight, in the weights' order and layout; empty for weights that are not trained. */
  gradients: Float32Array[];
}

/**
 * What went wrong in an engine, as a code that a session can act on: `context-lost`, `worker-lost` and `out-of-memory` call for a new worker,
 * `engine` is everything else (a shader that does not compile, a texture that is refused).
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: 'context-lost' | 'worker-lost' | 'out-of-memory' | 'engine',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Throws a RangeError where an output that is asked for is not one of `outputs`. */
export function checkOutput(output: number | null, outputs: number): void {
  if (output !== null && !(Number.isInteger(output) && output >= 0 && output < outputs))
    throw new RangeError(`There is no output ${output} among ${outputs}.`);
}

/** One network, compiled on one engine for one prepared data set. Never shared, always disposed. */
export interface Network {
  /** How many threads or workers compute this network. Missing: the engine's one device does. */
  readonly runsOn?: string;
  /** What the machine forced on this network, in sentences for people (a larger epsilon on a 16-bit GPU). Empty or missing: nothing. */
  readonly notes?: readonly string[];
  /** The effective settings behind `notes`, for the run's record. */
  readonly effective?: { readonly epsilon?: number };
  /**
   * One optimizer update on the images at `batch` (positions in the prepared data). `step` counts from 0 over the run and seeds the dropout
   * masks. `images` (batch.length * height * width * channels bytes) stand for the pixels at those positions, where they were changed on the way; the
   * targets remain the positions'. They are the caller's again once this returns, and soon others. Work may still be under way when it
   * returns; errors surface here or in `readSteps`.
   */
  trainStep(batch: Uint32Array, step: number, learningRate: number, images?: Uint8Array): void;
  /** Waits for the steps so far and returns their results. */
  readSteps(): Promise<StepResults>;
  /** Inference on images of the prepared data: logits (before softmax or sigmoid; of a number the standardized prediction), `indices.length * outputs` numbers. */
  logits(indices: Uint32Array): Promise<Float32Array>;
  /** Inference on images given as bytes (count * height * width * channels), or on prepared rows of a table (count * width numbers): logits. */
  logitsOf(items: Items): Promise<Float32Array>;
  /**
   * Inference on images given as bytes (count * height * width * channels) with everything on the way, and, where `output` is a position among the logits,
   * the derivatives of that logit. Throws a RangeError where there is no such output.
   */
  inspect(images: Uint8Array, output: number | null): Promise<Inspection>;
  /**
   * Inference on images given as bytes (count * height * width) whose classes are `targets`, and the gradient of their mean loss by the weights. Class
   * weights count, L1 / L2 do not; nothing is dropped, and batch normalization keeps to its moving moments. Nothing of the network changes.
   */
  backpropagate(images: Uint8Array, targets: Uint8Array): Promise<Backpropagation>;
  /** Copies the weights out, in the order of the state's; the copies are the caller's. */
  weights(): Promise<Float32Array[]>;
  /** Sum of the L1 / L2 terms for the present weights; part of every loss. */
  penalty(): Promise<number>;
  /** Copies the state out; the copy is the caller's. */
  getState(): Promise<NetworkState>;
  /** Copies the state in. Throws a RangeError where a size does not fit. */
  setState(state: NetworkState): void;
  /** Live tensors (or buffers) and their bytes, for leak checks. */
  memory(): { tensors: number; bytes: number };
  dispose(): void;
}

/** A way of computing. One per worker life; a lost engine is never repaired, its worker is replaced. */
export interface Engine {
  readonly info: EngineInfo;
  /** What of an Experiment this engine cannot run, in words; empty where it can run all. */
  unsupported(experiment: Experiment): string[];
  /**
   * Builds the network. The state is `initialState(experiment)` until `setState`.
   * May take seconds on a GPU (shaders compile on the first step).
   */
  compile(experiment: Experiment, data: PreparedData): Promise<Network>;
  dispose(): void;
}
