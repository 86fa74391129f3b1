import type { Optimizer, OptimizerName } from '@/experiment/training/types';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nadam } from './nadam';
import type { WasmOptimizer } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** The table from optimizer to instruction and numbers; one left out is a compile error. */
const OPTIMIZERS: { [K in OptimizerName]: WasmOptimizer<K> } = {
  sgd,
  momentum,
  rmsprop,
  adam,
  adagrad,
  adadelta,
  adamax,
  adamw,
  nadam,
};

/** The entry of an optimizer's own kind. */
export const wasmOptimizer = (optimizer: Optimizer): WasmOptimizer<OptimizerName> =>
  OPTIMIZERS[optimizer.kind] as unknown as WasmOptimizer<OptimizerName>;
