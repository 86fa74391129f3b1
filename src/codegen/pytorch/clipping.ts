import { pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { Clipping } from '@/experiment/training/types';

/** The function `clip(network)` for each kind of clipping; `null` where gradients stay as they are. */
const KINDS: { [K in Clipping['kind']]: (clipping: Extract<Clipping, { kind: K }>) => Block | null } = {
  none: () => null,
  value: ({ limit }) =>
    [
      'from torch import nn',
      '',
      'def clip(network):',
      '    """Limit each number of the gradients."""',
      `    nn.utils.clip_grad_value_(network.parameters(), ${pyNumber(limit)})`,
    ].join('\n'),
  norm: ({ limit }) =>
    [
      'def clip(network):',
      '    """Shorten the gradient of each array of weights."""',
      '    for p in network.parameters():',
      `        p.grad.mul_(${pyNumber(limit)} / p.grad.norm().clamp(min=${pyNumber(limit)}))`,
    ].join('\n'),
  globalNorm: ({ limit }) =>
    [
      'import torch',
      '',
      'def clip(network):',
      '    """Shorten all gradients together."""',
      '    gradients = [p.grad for p in network.parameters()]',
      '    norm = torch.stack([g.norm() for g in gradients]).norm()',
      '    for g in gradients:',
      `        g.mul_(${pyNumber(limit)} / norm.clamp(min=${pyNumber(limit)}))`,
    ].join('\n'),
};

export const clipBlock = (clipping: Clipping): Block | null => (KINDS[clipping.kind] as (clipping: Clipping) => Block | null)(clipping);
