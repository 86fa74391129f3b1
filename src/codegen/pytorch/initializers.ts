import type { Block } from '@/codegen/types';
import type { WeightSpec } from '@/experiment/network/types';

/** An initializer as a Python function of the shape that the weight has in Keras, with the functions that it uses. */
interface WrittenInitializer {
  name: string;
  blocks: readonly Block[];
}

const FANS = `import math

def fans(shape):
    """Inputs to an output and outputs of an input, as Keras counts them."""
    area = math.prod(shape[:-2])
    return area * shape[-2], area * shape[-1]`;

const TRUNCATED_NORMAL = `import torch
from torch import nn

def truncated_normal(shape, variance):
    """Normal numbers cut off at two deviations, as Keras draws them."""
    deviation = variance**0.5 / 0.87962566103423978
    limit = 2 * deviation
    return nn.init.trunc_normal_(
        torch.empty(shape), std=deviation, a=-limit, b=limit
    )`;

/** What the variance aims at, from `inputs` and `outputs`. */
const SPREADS = { glorot: '(inputs + outputs) / 2', he: 'inputs / 2', lecun: 'inputs' } as const;
type Spread = keyof typeof SPREADS;

/** `inputs` alone leaves the other unnamed. */
const fansLine = (spread: Spread): string => (spread === 'glorot' ? '    inputs, outputs = fans(shape)' : '    inputs, _ = fans(shape)');

const inverse = (text: string): string => (text.includes('/') ? `1 / (${text})` : `1 / ${text}`);

const uniform = (spread: Spread): WrittenInitializer => ({
  name: `${spread}_uniform`,
  blocks: [
    FANS,
    [
      'import torch',
      '',
      `def ${spread}_uniform(shape):`,
      fansLine(spread),
      `    limit = (3 / ${SPREADS[spread].includes('/') ? `(${SPREADS[spread]})` : SPREADS[spread]}) ** 0.5`,
      '    return torch.empty(shape).uniform_(-limit, limit)',
    ].join('\n'),
  ],
});

const normal = (spread: Spread): WrittenInitializer => ({
  name: `${spread}_normal`,
  blocks: [
    FANS,
    TRUNCATED_NORMAL,
    [`def ${spread}_normal(shape):`, fansLine(spread), `    return truncated_normal(shape, ${inverse(SPREADS[spread])})`].join('\n'),
  ],
});

const block = (name: string, ...body: string[]): WrittenInitializer => ({
  name,
  blocks: [['import torch', '', `def ${name}(shape):`, ...body.map((line) => `    ${line}`)].join('\n')],
});

/** The one table from initializer to its Python; one left out is a compile error. */
export const INITIALIZERS: Record<WeightSpec['initializer'], WrittenInitializer> = {
  glorotUniform: uniform('glorot'),
  glorotNormal: normal('glorot'),
  heUniform: uniform('he'),
  heNormal: normal('he'),
  lecunUniform: uniform('lecun'),
  lecunNormal: normal('lecun'),
  randomUniform: block('random_uniform', 'return torch.empty(shape).uniform_(-0.05, 0.05)'),
  randomNormal: block('random_normal', 'return torch.empty(shape).normal_(std=0.05)'),
  orthogonal: {
    name: 'orthogonal',
    blocks: [
      [
        'import math',
        'import torch',
        'from torch import nn',
        '',
        'def orthogonal(shape):',
        '    flat = torch.empty(math.prod(shape[:-1]), shape[-1])',
        '    return nn.init.orthogonal_(flat).reshape(shape)',
      ].join('\n'),
    ],
  },
  zeros: { name: 'torch.zeros', blocks: ['import torch'] },
  ones: { name: 'torch.ones', blocks: ['import torch'] },
  unitForgetBias: block(
    'unit_forget_bias',
    'units = shape[0] // 4',
    'bias = torch.zeros(shape)',
    '# Ones for the forget gate.',
    'bias[units : 2 * units] = 1',
    'return bias',
  ),
};
