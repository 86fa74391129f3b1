import { pyList, pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { ClassWeights } from '@/experiment/training/types';

/** Python that makes class weights, and the expression that has them (given `data`); `null` where all images count the same. */
interface WrittenWeights {
  block: Block;
  value: string;
}

const KINDS: { [K in ClassWeights['kind']]: (weights: Extract<ClassWeights, { kind: K }>) => WrittenWeights | null } = {
  none: () => null,
  balanced: () => ({
    value: 'balanced_weights(data)',
    block: [
      'import numpy as np',
      '',
      'def balanced_weights(data):',
      '    """How much an image of each class counts: rare ones more."""',
      '    counts = np.bincount(',
      '        data.targets[data.items], minlength=len(CLASS_NAMES)',
      '    )',
      '    present = np.count_nonzero(counts)',
      '    weights = len(data.items) / (present * np.maximum(counts, 1))',
      '    return np.where(counts > 0, weights, 0).astype(np.float32)',
    ].join('\n'),
  }),
  custom: ({ weights }) => ({
    value: 'np.array(CLASS_WEIGHTS, np.float32)',
    block: `import numpy as np\n\n# How much a training image of each class counts.\nCLASS_WEIGHTS = ${pyList(weights.map(pyNumber), 16)}`,
  }),
};

export const writeClassWeights = (weights: ClassWeights): WrittenWeights | null =>
  (KINDS[weights.kind] as (weights: ClassWeights) => WrittenWeights | null)(weights);
