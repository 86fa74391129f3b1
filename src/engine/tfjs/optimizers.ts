import type { Tensor } from '@tensorflow/tfjs-core';
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

type Update<O extends Optimizer> = (device: Device, before: Updated, g: Tensor, optimizer: O, context: UpdateContext) => Updated;

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
const ADAM: Formula = {
  inputs: ['w', 'm', 'v'],
  numbers: ['rate', 'correction', 'epsilon'],
  glsl: 'w - rate * m / (sqrt(v * correction) + epsilon)',
  js: (rate, correction, epsilon) => (w, m, v) => w! - (rate! * m!) / (Math.sqrt(v! * correction!) + epsilon!),
};

/** The optimizers as src/experiment/training/optimizers.ts defines them; each line is one draw per weight on a GPU. */
const UPDATES: { [K in OptimizerName]: Update<Extract<Optimizer, { kind: K }>> } = {
  sgd: (device, { weight }, g, _optimizer, { learningRate }) => ({
    weight: device.map(BLEND, [weight, g], [1, -learningRate]),
    slots: [],
  }),
  momentum(device, { weight, slots }, g, { momentum, nesterov }, { learningRate }) {
    const velocity = device.map(BLEND, [slots[0]!, g], [momentum, -learningRate]);
    const moved = nesterov
      ? device.map(NESTEROV, [weight, velocity, g], [momentum, learningRate])
      : device.map(BLEND, [weight, velocity], [1, 1]);
    return { weight: moved, slots: [velocity] };
  },
  rmsprop(device, { weight, slots }, g, { rho, momentum, epsilon }, { learningRate }) {
    const square = device.map(BLEND_SQUARE, [slots[0]!, g], [rho, 1 - rho]);
    if (momentum === 0) return { weight: device.map(BLEND_SCALED, [weight, g, square], [1, -learningRate, epsilon]), slots: [square] };
    const velocity = device.map(BLEND_SCALED, [slots[1]!, g, square], [momentum, learningRate, epsilon]);
    return { weight: device.map(BLEND, [weight, velocity], [1, -1]), slots: [square, velocity] };
  },
  adam(device, { weight, slots }, g, { beta1, beta2, epsilon }, { learningRate, t }) {
    const m = device.map(BLEND, [slots[0]!, g], [beta1, 1 - beta1]);
    const v = device.map(BLEND_SQUARE, [slots[1]!, g], [beta2, 1 - beta2]);
    const rate = learningRate / (1 - beta1 ** t);
    return { weight: device.map(ADAM, [weight, m, v], [rate, 1 / (1 - beta2 ** t), epsilon]), slots: [m, v] };
  },
  adagrad(device, { weight, slots }, g, { epsilon }, { learningRate }) {
    const accumulator = device.map(BLEND_SQUARE, [slots[0]!, g], [1, 1]);
    return { weight: device.map(BLEND_SCALED, [weight, g, accumulator], [1, -learningRate, epsilon]), slots: [accumulator] };
  },
};

/** One update of one weight by the gradient `g` (L1 / L2 included). The tensors before remain the caller's. */
export function updateWeight(device: Device, before: Updated, g: Tensor, optimizer: Optimizer, context: UpdateContext): Updated {
  const update = UPDATES[optimizer.kind] as Update<Optimizer>;
  return update(device, before, g, optimizer, context);
}

/** The smallest epsilon that survives 16-bit floats: 1e-7 is 0 there, and the division by it NaN (measured within ten steps of Adam). */
const FLOAT16_EPSILON = 1e-4;

/** The optimizer as it can run: on 16-bit floats, with epsilon at least 1e-4. */
export function effectiveOptimizer(optimizer: Optimizer, float16: boolean): Optimizer {
  if (!float16 || !('epsilon' in optimizer) || optimizer.epsilon >= FLOAT16_EPSILON) return optimizer;
  return { ...optimizer, epsilon: FLOAT16_EPSILON };
}
