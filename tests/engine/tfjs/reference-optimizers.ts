import { slotNames } from '@/experiment/training/optimizers';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';

/**
 * Optimizers once more in 64-bit floats, number by number as their papers and Keras have them, for those that TensorFlow.js lacks or defines otherwise
 * (its Adadelta divides by the average of the squared gradients from before the update). Each changes `slots` and gives the new weight.
 */
type Rule<O extends Optimizer> = (optimizer: O, rate: number, w: number, slots: [number, number], g: number, t: number) => number;

type Named = Extract<OptimizerName, 'adadelta' | 'adamw' | 'nadam'>;

function moments(slots: [number, number], g: number, { beta1, beta2 }: { beta1: number; beta2: number }): void {
  slots[0] = beta1 * slots[0] + (1 - beta1) * g;
  slots[1] = beta2 * slots[1] + (1 - beta2) * g * g;
}

const RULES: { [K in Named]: Rule<Extract<Optimizer, { kind: K }>> } = {
  adadelta({ rho, epsilon }, rate, w, slots, g) {
    slots[0] = rho * slots[0] + (1 - rho) * g ** 2;
    const move = (Math.sqrt(slots[1] + epsilon) / Math.sqrt(slots[0] + epsilon)) * g;
    slots[1] = rho * slots[1] + (1 - rho) * move ** 2;
    return w - rate * move;
  },
  adamw(optimizer, rate, w, slots, g, t) {
    moments(slots, g, optimizer);
    const decayed = w - rate * optimizer.weightDecay * w;
    const mean = slots[0] / (1 - optimizer.beta1 ** t);
    return decayed - (rate * mean) / (Math.sqrt(slots[1] / (1 - optimizer.beta2 ** t)) + optimizer.epsilon);
  },
  nadam(optimizer, rate, w, slots, g, t) {
    moments(slots, g, optimizer);
    const momentum = (i: number) => optimizer.beta1 * (1 - 0.5 * 0.96 ** i);
    let product = 1;
    for (let i = 1; i <= t; i++) product *= momentum(i);
    const ahead = (momentum(t + 1) * slots[0]) / (1 - product * momentum(t + 1));
    const mean = ahead + ((1 - momentum(t)) * g) / (1 - product);
    return w - (rate * mean) / (Math.sqrt(slots[1] / (1 - optimizer.beta2 ** t)) + optimizer.epsilon);
  },
};

/** An optimizer of rows of numbers, which it changes in place. */
export interface ReferenceOptimizer {
  /** The update number `t`, from 1. */
  update(weights: Float64Array[], gradients: readonly ArrayLike<number>[], t: number): void;
  /** What is remembered of each weight's numbers: slots[slot][weight][number]. */
  slots(): number[][][];
}

export function referenceOptimizer(optimizer: Extract<Optimizer, { kind: Named }>, rate: number): ReferenceOptimizer {
  const rule = RULES[optimizer.kind] as Rule<Optimizer>;
  const memories = new Map<number, [number, number][]>();
  return {
    update(weights, gradients, t) {
      weights.forEach((weight, i) => {
        const memory = memories.get(i) ?? Array.from(weight, (): [number, number] => [0, 0]);
        memories.set(i, memory);
        for (let k = 0; k < weight.length; k++) weight[k] = rule(optimizer, rate, weight[k]!, memory[k]!, gradients[i]![k]!, t);
      });
    },
    slots: () => slotNames(optimizer).map((_, slot) => [...memories.values()].map((memory) => memory.map((pair) => pair[slot]!))),
  };
}
