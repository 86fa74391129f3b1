import { pyBoolean, pyCall, pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { Clipping, Optimizer, OptimizerName } from '@/experiment/training/types';
import adam from './adam.py?raw';
import adamw from './adamw.py?raw';

interface KerasOptimizer {
  name: string;
  options: Readonly<Record<string, string>>;
  /** The class's code where it is not Keras's own. */
  code?: Block;
}

const adamOptions = ({ beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number }) => ({
  beta_1: pyNumber(beta1),
  beta_2: pyNumber(beta2),
  epsilon: pyNumber(epsilon),
});

/** The one table from optimizer to its Keras; one left out is a compile error. */
const OPTIMIZERS: { [K in OptimizerName]: (optimizer: Extract<Optimizer, { kind: K }>) => KerasOptimizer } = {
  sgd: () => ({ name: 'keras.optimizers.SGD', options: {} }),
  momentum: ({ momentum, nesterov }) => ({
    name: 'keras.optimizers.SGD',
    options: { momentum: pyNumber(momentum), ...(nesterov ? { nesterov: pyBoolean(nesterov) } : {}) },
  }),
  rmsprop: ({ rho, momentum, epsilon }) => ({
    name: 'keras.optimizers.RMSprop',
    options: { rho: pyNumber(rho), ...(momentum > 0 ? { momentum: pyNumber(momentum) } : {}), epsilon: pyNumber(epsilon) },
  }),
  adam: (optimizer) => ({ name: 'Adam', options: adamOptions(optimizer), code: adam }),
  adagrad: ({ initialAccumulatorValue, epsilon }) => ({
    name: 'keras.optimizers.Adagrad',
    options: { initial_accumulator_value: pyNumber(initialAccumulatorValue), epsilon: pyNumber(epsilon) },
  }),
  adadelta: ({ rho, epsilon }) => ({ name: 'keras.optimizers.Adadelta', options: { rho: pyNumber(rho), epsilon: pyNumber(epsilon) } }),
  adamax: (optimizer) => ({ name: 'keras.optimizers.Adamax', options: adamOptions(optimizer) }),
  adamw: (optimizer) => ({
    name: 'AdamW',
    options: { weight_decay: pyNumber(optimizer.weightDecay), ...adamOptions(optimizer) },
    code: adamw,
  }),
  nadam: (optimizer) => ({ name: 'keras.optimizers.Nadam', options: adamOptions(optimizer) }),
};

/** Clipping is an argument of the optimizer. */
const CLIPPINGS: Record<Exclude<Clipping['kind'], 'none'>, string> = {
  value: 'clipvalue',
  norm: 'clipnorm',
  globalNorm: 'global_clipnorm',
};

/** An optimizer as an expression that starts at `column`, with its class where the file has its own. */
export function writeOptimizer(optimizer: Optimizer, clipping: Clipping, rate: string, column: number): { value: string; blocks: Block[] } {
  const write = OPTIMIZERS[optimizer.kind] as (optimizer: Optimizer) => KerasOptimizer;
  const { name, options, code } = write(optimizer);
  const clip = clipping.kind === 'none' ? {} : { [CLIPPINGS[clipping.kind]]: pyNumber(clipping.limit) };
  return { value: pyCall(name, [rate], { ...options, ...clip }, { column, after: 1 }), blocks: code === undefined ? [] : [code] };
}
