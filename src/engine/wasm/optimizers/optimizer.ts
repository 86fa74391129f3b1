import type { OperationName } from '@/engine/wasm/program';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';

/** Where an optimizer's numbers of a step go: `floats` from `at` on, SCALARS of them at most, in the order that its kernel says. */
export interface ScalarPlace {
  floats: Float32Array;
  at: number;
}

/** The constants of an optimizer's instruction; 0 where not said. */
export interface UpdateConstants {
  first?: number;
  second?: number;
  epsilon?: number;
  nesterov?: number;
}

type OptimizerOf<K extends OptimizerName> = Extract<Optimizer, { kind: K }>;

/** One optimizer as the kernels see it. */
export interface WasmOptimizer<K extends OptimizerName> {
  operation: OperationName & `Update${string}`;
  constants?(optimizer: OptimizerOf<K>): UpdateConstants;
  /** Writes what is the same for all weights in the update number `t` (from 1); the learning rate alone where nothing is said. */
  writeScalars?(place: ScalarPlace, optimizer: OptimizerOf<K>, learningRate: number, t: number): void;
}

interface Moments {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** The constants of Adam and its kin. */
export const momentConstants = ({ beta1, beta2, epsilon }: Moments): UpdateConstants => ({ first: beta1, second: beta2, epsilon });

/** The learning rate with the mean's correction, and the correction of the mean square. */
export function writeCorrections({ floats, at }: ScalarPlace, { beta1, beta2 }: Moments, learningRate: number, t: number): void {
  floats[at] = learningRate / (1 - beta1 ** t);
  floats[at + 1] = 1 / (1 - beta2 ** t);
}
