import { pyCall, pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';
import adagrad from './adagrad.py?raw';
import adamax from './adamax.py?raw';
import momentum from './momentum.py?raw';
import nadam from './nadam.py?raw';
import rmsprop from './rmsprop.py?raw';

/** An optimizer's class, its arguments, and the class's code where it is not PyTorch's own. */
interface TorchOptimizer {
  name: string;
  options: Readonly<Record<string, string | number>>;
  code?: Block;
}

type Write<K extends OptimizerName> = (optimizer: Extract<Optimizer, { kind: K }>, training: { rateChanges: boolean }) => TorchOptimizer;

const betas = ({ beta1, beta2 }: { beta1: number; beta2: number }) => `(${pyNumber(beta1)}, ${pyNumber(beta2)})`;

/** PyTorch's optimizers where they do what the app's do, else ours in the file; a kind left out is a compile error. */
const OPTIMIZERS: { [K in OptimizerName]: Write<K> } = {
  sgd: () => ({ name: 'torch.optim.SGD', options: {} }),
  momentum: (optimizer, { rateChanges }) => {
    const options = {
      momentum: pyNumber(optimizer.momentum),
      ...(optimizer.nesterov && optimizer.momentum > 0 ? { nesterov: 'True' } : {}),
    };
    // The two differ only in where the learning rate comes in.
    return rateChanges ? { name: 'Momentum', options, code: momentum } : { name: 'torch.optim.SGD', options };
  },
  rmsprop: (optimizer) => ({
    name: 'RMSprop',
    options: { rho: pyNumber(optimizer.rho), momentum: pyNumber(optimizer.momentum), epsilon: pyNumber(optimizer.epsilon) },
    code: rmsprop,
  }),
  adam: (optimizer) => ({ name: 'torch.optim.Adam', options: { betas: betas(optimizer), eps: pyNumber(optimizer.epsilon) } }),
  adagrad: (optimizer) => ({
    name: 'Adagrad',
    options: { initial: pyNumber(optimizer.initialAccumulatorValue), epsilon: pyNumber(optimizer.epsilon) },
    code: adagrad,
  }),
  adadelta: (optimizer) => ({ name: 'torch.optim.Adadelta', options: { rho: pyNumber(optimizer.rho), eps: pyNumber(optimizer.epsilon) } }),
  adamax: (optimizer) => ({
    name: 'Adamax',
    options: { betas: betas(optimizer), epsilon: pyNumber(optimizer.epsilon) },
    code: adamax,
  }),
  adamw: (optimizer) => ({
    name: 'torch.optim.AdamW',
    options: { betas: betas(optimizer), eps: pyNumber(optimizer.epsilon), weight_decay: pyNumber(optimizer.weightDecay) },
  }),
  nadam: (optimizer) => ({
    name: 'Nadam',
    options: { betas: betas(optimizer), epsilon: pyNumber(optimizer.epsilon) },
    code: nadam,
  }),
};

/** An optimizer over `network.parameters()`, as an expression that starts at `column`. */
export function writeOptimizer(
  optimizer: Optimizer,
  training: { rateChanges: boolean },
  column: number,
): { value: string; blocks: Block[] } {
  const write = OPTIMIZERS[optimizer.kind] as Write<OptimizerName>;
  const { name, options, code } = write(optimizer as never, training);
  const value = pyCall(name, ['network.parameters()'], { lr: 'LEARNING_RATE', ...options }, { column });
  return { value, blocks: code === undefined ? [] : [code] };
}
