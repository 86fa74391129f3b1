import { nadamSchedule } from '@/experiment/training/optimizers/nadam-schedule';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';

/** What an update is made from. */
export interface UpdateInput {
  weight: number;
  gradient: number;
  rate: number;
  /** The number of the update, from 1. */
  t: number;
  /** What the optimizer remembers of this weight, in the order of its slots; changed in place. */
  slots: number[];
}

type Rule<O> = (optimizer: O, input: UpdateInput) => number;
interface Entry<O> {
  /** With w for the weight and g for its gradient, as the options have it. */
  formula(optimizer: O): string;
  next: Rule<O>;
}
type Rules = { [K in OptimizerName]: Entry<Extract<Optimizer, { kind: K }>> };

const blended = (share: number, old: number | undefined, value: number): number => share * (old ?? 0) + (1 - share) * value;

/** Adam's running means of g and of its square, kept in the slots and corrected for their start at 0. */
function moments({ beta1, beta2 }: { beta1: number; beta2: number }, { gradient, slots, t }: UpdateInput): [number, number] {
  slots[0] = blended(beta1, slots[0], gradient);
  slots[1] = blended(beta2, slots[1], gradient * gradient);
  return [slots[0] / (1 - beta1 ** t), slots[1] / (1 - beta2 ** t)];
}

/** How each optimizer changes one weight: the formula for people, and the new weight. Sources are in experiment/training/optimizers. */
const RULES: Rules = {
  sgd: { formula: () => 'w − rate · g', next: (_, { weight, gradient, rate }) => weight - rate * gradient },
  momentum: {
    formula: ({ nesterov }) => `w + ${nesterov ? 'momentum · v − rate · g' : 'v'}, where v = momentum · v − rate · g`,
    next({ momentum, nesterov }, { weight, gradient, rate, slots }) {
      slots[0] = momentum * (slots[0] ?? 0) - rate * gradient;
      return weight + (nesterov ? momentum * slots[0] - rate * gradient : slots[0]);
    },
  },
  rmsprop: {
    formula: ({ momentum }) =>
      momentum === 0
        ? 'w − rate · g / √(s + ε), where s is the running mean of g²'
        : 'w − u, where u = momentum · u + rate · g / √(s + ε), and s is the running mean of g²',
    next({ rho, momentum, epsilon }, { weight, gradient, rate, slots }) {
      slots[0] = blended(rho, slots[0], gradient * gradient);
      const step = (rate * gradient) / Math.sqrt(slots[0] + epsilon);
      if (momentum === 0) return weight - step;
      slots[1] = momentum * (slots[1] ?? 0) + step;
      return weight - slots[1];
    },
  },
  adam: {
    formula: () => 'w − rate · m̂ / (√v̂ + ε), where m̂ and v̂ are the corrected running means of g and g²',
    next(optimizer, input) {
      const [mean, square] = moments(optimizer, input);
      return input.weight - (input.rate * mean) / (Math.sqrt(square) + optimizer.epsilon);
    },
  },
  adagrad: {
    formula: () => 'w − rate · g / √(a + ε), where a is the sum of all g²',
    next({ epsilon }, { weight, gradient, rate, slots }) {
      slots[0] = (slots[0] ?? 0) + gradient * gradient;
      return weight - (rate * gradient) / Math.sqrt(slots[0] + epsilon);
    },
  },
  adadelta: {
    formula: () => 'w − rate · u, where u = g · √(d + ε) / √(a + ε), and a and d are the running means of g² and u²',
    next({ rho, epsilon }, { weight, gradient, rate, slots }) {
      slots[0] = blended(rho, slots[0], gradient * gradient);
      const step = gradient * Math.sqrt(((slots[1] ?? 0) + epsilon) / (slots[0] + epsilon));
      slots[1] = blended(rho, slots[1], step * step);
      return weight - rate * step;
    },
  },
  adamax: {
    formula: () => 'w − rate · m̂ / (u + ε), where m̂ is the corrected running mean of g and u the largest recent |g|',
    next({ beta1, beta2, epsilon }, { weight, gradient, rate, t, slots }) {
      slots[0] = blended(beta1, slots[0], gradient);
      slots[1] = Math.max(beta2 * (slots[1] ?? 0), Math.abs(gradient));
      return weight - ((rate / (1 - beta1 ** t)) * slots[0]) / (slots[1] + epsilon);
    },
  },
  adamw: {
    formula: () => 'w − rate · (m̂ / (√v̂ + ε) + decay · w), where m̂ and v̂ are the corrected running means of g and g²',
    next(optimizer, input) {
      const [mean, square] = moments(optimizer, input);
      const decayed = input.weight - input.rate * optimizer.weightDecay * input.weight;
      return decayed - (input.rate * mean) / (Math.sqrt(square) + optimizer.epsilon);
    },
  },
  nadam: {
    formula: () => 'w − rate · h / (√v̂ + ε), where v̂ is the corrected running mean of g² and h that of g, one step ahead',
    next({ beta1, beta2, epsilon }, { weight, gradient, rate, t, slots }) {
      const { u, uNext, product, productNext } = nadamSchedule(beta1, t);
      slots[0] = blended(beta1, slots[0], gradient);
      slots[1] = blended(beta2, slots[1], gradient * gradient);
      const ahead = (uNext * slots[0]) / (1 - productNext) + ((1 - u) * gradient) / (1 - product);
      return weight - (rate * ahead) / (Math.sqrt(slots[1] / (1 - beta2 ** t)) + epsilon);
    },
  },
};

/** How an optimizer changes one weight. */
export interface UpdateRule {
  /** With w for the weight and g for its gradient. */
  formula: string;
  /** The new weight; moves the slots. */
  next(input: UpdateInput): number;
}

export function updateRule(optimizer: Optimizer): UpdateRule {
  const entry = RULES[optimizer.kind] as Entry<Optimizer>;
  return { formula: entry.formula(optimizer), next: (input) => entry.next(optimizer, input) };
}
