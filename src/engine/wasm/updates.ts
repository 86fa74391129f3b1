import type { Optimizer } from '@/experiment/training/types';
import type { Address } from './arena';
import type { ProgramWriter, UpdateOperands } from './program';
import type { WeightPlace } from './weights';

/** An optimizer as the kernels see it. */
interface UpdateKind {
  operation: 'UpdateSgd' | 'UpdateMomentum' | 'UpdateRmsprop' | 'UpdateAdam' | 'UpdateAdagrad';
  first: number;
  second: number;
  epsilon: number;
  nesterov: boolean;
}

/** The table from optimizer to instruction and constants. */
function updateKind(optimizer: Optimizer): UpdateKind {
  const none = { first: 0, second: 0, epsilon: 0, nesterov: false };
  switch (optimizer.kind) {
    case 'sgd':
      return { ...none, operation: 'UpdateSgd' };
    case 'momentum':
      return { ...none, operation: 'UpdateMomentum', first: optimizer.momentum, nesterov: optimizer.nesterov };
    case 'rmsprop':
      return { ...none, operation: 'UpdateRmsprop', first: optimizer.rho, second: optimizer.momentum, epsilon: optimizer.epsilon };
    case 'adam':
      return { ...none, operation: 'UpdateAdam', first: optimizer.beta1, second: optimizer.beta2, epsilon: optimizer.epsilon };
    case 'adagrad':
      return { ...none, operation: 'UpdateAdagrad', epsilon: optimizer.epsilon };
  }
}

/**
 * The numbers that an optimizer needs anew each step, in the kernels' order: the learning rate and, for Adam, the corrections of its two
 * averages after `updates` updates, this one included.
 */
export function stepScalars(optimizer: Optimizer, learningRate: number, updates: number): [number, number] {
  if (optimizer.kind !== 'adam') return [learningRate, 0];
  return [learningRate / (1 - optimizer.beta1 ** updates), 1 / (1 - optimizer.beta2 ** updates)];
}

/** Writes the update of every trainable weight; none reads what another writes, so only the last ends in a barrier. */
export function emitUpdates(
  writer: ProgramWriter,
  optimizer: Optimizer,
  places: WeightPlace[],
  scalars: Address,
  penalties: Address,
): void {
  const { operation, nesterov, ...constants } = updateKind(optimizer);
  const trainable = places.filter((place) => place.spec.trainable);
  trainable.forEach((place, index) => {
    const operands: UpdateOperands = {
      weights: place.address,
      gradient: place.gradient,
      parts: place.parts,
      partStride: place.partStride,
      count: place.size,
      slot0: place.slots[0] ?? 0,
      slot1: place.slots[1] ?? 0,
      scalars,
      ...constants,
      nesterov: nesterov ? 1 : 0,
      l1: place.spec.l1,
      l2: place.spec.l2,
      penalties,
    };
    writer.emit(operation, operands, index < trainable.length - 1);
  });
}
