import { decayingAdam } from './adam';
import type { TfjsOptimizer } from './optimizer';

export const adamw: TfjsOptimizer<'adamw'> = (optimizer, context) => decayingAdam(optimizer, optimizer.weightDecay, context);
