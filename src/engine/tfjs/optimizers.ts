import type { Tensor } from '@tensorflow/tfjs-core';
import { nadamSchedule } from '@/experiment/training/optimizers/nadam-schedule';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';
import type { Device, Formula } from './device';

/** One weight with what its optimizer remembers of it, in the order of `slotNames`. */
export interface Updated {
  weight: Tensor;
  slots: Tensor[];
}

/** What an update depends on besides the weight. */
export interface UpdateContext {
  learningRate: number;
  /** The update's number, from 1. */
  t: number;
}

/** Takes one weight before the update and its gradient (L1 / L2 and clipping included). The tensors before remain the caller's. */
type UpdateWeight = (device: Device, before: Updated, g: Tensor) => Updated;

/** What depends on the update's number alone is worked out once for all weights. */
type Update<O extends Optimizer> = (optimizer: O, context: UpdateContext) => UpdateWeight;

/** a * x + b * y. */
const BLEND: Formula = { inputs: ['x', 'y'], numbers: ['a', 'b'], glsl: 'a * x + b * y', js: (a, b) => (x, y) => a! * x! + b! * y! };
/** a * x + b * y * y. */
const BLEND_SQUARE: Formula = {
  inputs: ['x', 'y'],
  numbers: ['a', 'b'],
  glsl: 'a * x + b * y * y',
  js: (a, b) => (x, y) => a! * x! + b! * y! * y!,
};
/** a * x + b * g / sqrt(s + epsilon). */
const BLEND_SCALED: Formula = {
  inputs: ['x', 'g', 's'],
  numbers: ['a', 'b', 'epsilon'],
  glsl: 'a * x + b * g * inversesqrt(s + epsilon)',
  js: (a, b, epsilon) => (x, g, s) => a! * x! + (b! * g!) / Math.sqrt(s! + epsilon!),
};
const NESTEROV: Formula = {
  inputs: ['w', 'v', 'g'],
  numbers: ['momentum', 'lr'],
  glsl: 'w + momentum * v - lr * g',
  js: (momentum, lr) => (w, v, g) => w! + momentum! * v! - lr! * g!,
};
/** Adam's step, and AdamW's: its decay is taken off apart, since 1 - decay would lose most of its digits. */
const ADAM: Formula = {
  inputs: ['w', 'm', 'v'],
  numbers: ['decay', 'rate', 'correction', 'epsilon'],
  glsl: 'w - decay * w - rate * m / (sqrt(v * correction) + epsilon)',
  js: (decay, rate, correction, epsilon) => (w, m, v) => w! - decay! * w! - (rate! * m!) / (Math.sqrt(v! * correction!) + epsilon!),
};
const NADAM: Formula = {
  inputs: ['w', 'm', 'v', 'g'],
  numbers: ['a', 'b', 'correction', 'epsilon'],
  glsl: 'w - (a * m + b * g) / (sqrt(v * correction) + epsilon)',
  js: (a, b, correction, epsilon) => (w, m, v, g) => w! - (a! * m! + b! * g!) / (Math.sqrt(v! * correction!) + epsilon!),
};
/** The larger of beta * u and |g|; NaN stays NaN. */
const DECAYING_LARGEST: Formula = {
  inputs: ['u', 'g'],
  numbers: ['beta'],
  glsl: 'abs(g) < beta * u ? beta * u : abs(g)',
  js: (beta) => (u, g) => Math.max(beta! * u!, Math.abs(g!)),
};
const ADAMAX: Formula = {
  inputs: ['w', 'm', 'u'],
  numbers: ['rate', 'epsilon'],
  glsl: 'w - rate * m / (u + epsilon)',
  js: (rate, epsilon) => (w, m, u) => w! - (rate! * m!) / (u! + epsilon!),
};
/** Adadelta's moves squared, averaged: d the average before, s that of the squared gradients. */
const ADADELTA_MOVES: Formula = {
  inputs: ['d', 's', 'g'],
  numbers: ['rho', 'epsilon'],
  glsl: 'rho * d + (1.0 - rho) * g * g * (d + epsilon) / (s + epsilon)',
  js: (rho, epsilon) => (d, s, g) => rho! * d! + ((1 - rho!) * g! * g! * (d! + epsilon!)) / (s! + epsilon!),
};
const ADADELTA: Formula = {
  inputs: ['w', 'd', 's', 'g'],
  numbers: ['lr', 'epsilon'],
  glsl: 'w - lr * g * sqrt((d + epsilon) / (s + epsilon))',
  js: (lr, epsilon) => (w, d, s, g) => w! - lr! * g! * Math.sqrt((d! + epsilon!) / (s! + epsilon!)),
};

/** The running averages of the gradient and of its square. */
function moments(device: Device, [m, v]: readonly Tensor[], g: Tensor, beta1: number, beta2: number): [Tensor, Tensor] {
  return [device.map(BLEND, [m!, g], [beta1, 1 - beta1]), device.map(BLEND_SQUARE, [v!, g], [beta2, 1 - beta2])];
}

/** Adam with decoupled weight decay (0 for Adam itself). */
function adam(options: { beta1: number; beta2: number; epsilon: number }, weightDecay: number, context: UpdateContext): UpdateWeight {
  const { beta1, beta2, epsilon } = options;
  const { learningRate, t } = context;
  const numbers = [learningRate * weightDecay, learningRate / (1 - beta1 ** t), 1 / (1 - beta2 ** t), epsilon];
  return (device, { weight, slots }, g) => {
    const [m, v] = moments(device, slots, g, beta1, beta2);
    return { weight: device.map(ADAM, [weight, m, v], numbers), slots: [m, v] };
  };
}

/** The optimizers as src/experiment/training/optimizers.ts defines them; each `map` is one draw per weight on a GPU. */
const UPDATES: { [K in OptimizerName]: Update<Extract<Optimizer, { kind: K }>> } = {
  sgd(_optimizer, { learningRate }) {
    return (device, { weight }, g) => ({ weight: device.map(BLEND, [weight, g], [1, -learningRate]), slots: [] });
  },
  momentum({ momentum, nesterov }, { learningRate }) {
    return (device, { weight, slots }, g) => {
      const velocity = device.map(BLEND, [slots[0]!, g], [momentum, -learningRate]);
      const moved = nesterov
        ? device.map(NESTEROV, [weight, velocity, g], [momentum, learningRate])
        : device.map(BLEND, [weight, velocity], [1, 1]);
      return { weight: moved, slots: [velocity] };
    };
  },
  rmsprop({ rho, momentum, epsilon }, { learningRate }) {
    return (device, { weight, slots }, g) => {
      const square = device.map(BLEND_SQUARE, [slots[0]!, g], [rho, 1 - rho]);
      if (momentum === 0) return { weight: device.map(BLEND_SCALED, [weight, g, square], [1, -learningRate, epsilon]), slots: [square] };
      const velocity = device.map(BLEND_SCALED, [slots[1]!, g, square], [momentum, learningRate, epsilon]);
      return { weight: device.map(BLEND, [weight, velocity], [1, -1]), slots: [square, velocity] };
    };
  },
  adam: (optimizer, context) => adam(optimizer, 0, context),
  adagrad({ epsilon }, { learningRate }) {
    return (device, { weight, slots }, g) => {
      const accumulator = device.map(BLEND_SQUARE, [slots[0]!, g], [1, 1]);
      return { weight: device.map(BLEND_SCALED, [weight, g, accumulator], [1, -learningRate, epsilon]), slots: [accumulator] };
    };
  },
  adadelta({ rho, epsilon }, { learningRate }) {
    return (device, { weight, slots }, g) => {
      const square = device.map(BLEND_SQUARE, [slots[0]!, g], [rho, 1 - rho]);
      const delta = slots[1]!;
      const moves = device.map(ADADELTA_MOVES, [delta, square, g], [rho, epsilon]);
      return { weight: device.map(ADADELTA, [weight, delta, square, g], [learningRate, epsilon]), slots: [square, moves] };
    };
  },
  adamax({ beta1, beta2, epsilon }, { learningRate, t }) {
    const rate = learningRate / (1 - beta1 ** t);
    return (device, { weight, slots }, g) => {
      const m = device.map(BLEND, [slots[0]!, g], [beta1, 1 - beta1]);
      const u = device.map(DECAYING_LARGEST, [slots[1]!, g], [beta2]);
      return { weight: device.map(ADAMAX, [weight, m, u], [rate, epsilon]), slots: [m, u] };
    };
  },
  adamw: (optimizer, context) => adam(optimizer, optimizer.weightDecay, context),
  nadam({ beta1, beta2, epsilon }, { learningRate, t }) {
    const { u, uNext, product, productNext } = nadamSchedule(beta1, t);
    const ahead = (learningRate * uNext) / (1 - productNext);
    const now = (learningRate * (1 - u)) / (1 - product);
    return (device, { weight, slots }, g) => {
      const [m, v] = moments(device, slots, g, beta1, beta2);
      return { weight: device.map(NADAM, [weight, m, v, g], [ahead, now, 1 / (1 - beta2 ** t), epsilon]), slots: [m, v] };
    };
  },
};

/** What one update does to each weight. */
export function updateOf(optimizer: Optimizer, context: UpdateContext): UpdateWeight {
  const update = UPDATES[optimizer.kind] as Update<Optimizer>;
  return update(optimizer, context);
}

/** The smallest epsilon that survives 16-bit floats: 1e-7 is 0 there, and the division by it NaN (measured within ten steps of Adam). */
const FLOAT16_EPSILON = 1e-4;

/** The optimizer as it can run: on 16-bit floats, with epsilon at least 1e-4. */
export function effectiveOptimizer(optimizer: Optimizer, float16: boolean): Optimizer {
  if (!float16 || !('epsilon' in optimizer) || optimizer.epsilon >= FLOAT16_EPSILON) return optimizer;
  return { ...optimizer, epsilon: FLOAT16_EPSILON };
}
