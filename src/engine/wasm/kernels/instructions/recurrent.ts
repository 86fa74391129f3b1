/**
 * A recurrent layer through all its steps, and the way back. What it keeps of the steps lies step by step, [steps, count, ...]; gates lie side
 * by side in a row. No example needs another one, so the threads divide the examples, and none waits for another between two steps.
 */
@unmanaged
export class Recurrent {
  count: i32;
  steps: i32;
  units: i32;
  /** Kinds of elementwise/activations.ts, with the slopes of rectifiers: of the gates, and of all else. */
  gateKind: i32;
  gateSlope: f32;
  kind: i32;
  slope: f32;
  /** x * kernel + bias of all steps, [.., gates * units]; what the state adds is added to it here. */
  sums: usize;
  /** The sums' activations; in place of the sums unless a slope has to be told from these. */
  values: usize;
  /** Outputs of all steps, [.., units]. */
  outputs: usize;
  /**
   * [.., units]: the LSTM's memories; the outputs before as the GRU's reset gate lets them through; or, where that gate stands after the product,
   * the state's part of the candidate's sum, and on the way back its gradient.
   */
  memories: usize;
  /** Activations of the LSTM's memories, [.., units]. */
  held: usize;
  /** The recurrent kernel as a packed right side (transposed on the way back), and that of the GRU's candidate. */
  kernel: usize;
  candidateKernel: usize;
  /** A bias that is added to the products with the state, [gates * units], or 0. */
  recurrentBias: usize;
  /** The layer's output: [count, units], the last step's, or [count, steps, units]. */
  out: usize;
  sequences: i32;
  /** Its gradient, laid out like it. */
  gradient: usize;
  /** Gradients of the sums, written. */
  sumGradients: usize;
  /** Two rows of `units` for each example: gradient of a step's output; of the LSTM's memory, or of what passed the GRU's reset gate. */
  outputGradient: usize;
  memoryGradient: usize;
}
