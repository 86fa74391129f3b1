import type { Optimizer, OptimizerName } from '@/experiment/training/types';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nadam } from './nadam';
import type { TfjsOptimizer, UpdateContext, UpdateWeight } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** The optimizers as src/experiment/training/optimizers defines them; one left out is a compile error. */
const OPTIMIZERS: { [K in OptimizerName]: TfjsOptimizer<K> } = { sgd, momentum, rmsprop, adam, adagrad, adadelta, adamax, adamw, nadam };

/** What one update does to each weight. */
export function updateOf(optimizer: Optimizer, context: UpdateContext): UpdateWeight {
  const update = OPTIMIZERS[optimizer.kind] as TfjsOptimizer<OptimizerName>;
  return update(optimizer, context);
}

/** The smallest epsilon that survives 16-bit floats: 1e-7 is 0 there, and the division by it NaN (measured within ten steps of Adam). */
const FLOAT16_EPSILON = 1e-4;

/** The optimizer as it can run: on 16-bit floats, with epsilon at least 1e-4. */
export function effectiveOptimizer(optimizer: Optimizer, float16: boolean): Optimizer {
  if (!float16 || !('epsilon' in optimizer) || optimizer.epsilon >= FLOAT16_EPSILON) return optimizer;
  return { ...optimizer, epsilon: FLOAT16_EPSILON };
}
