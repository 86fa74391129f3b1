import { IMAGE_SHAPE } from '@/experiment/data/classes';
import { poolStrides } from './kinds/pooling';
import type { Layer, Shape } from './types';

/** Side of the square of the image that one number depends on, and how many pixels lie between two neighbours of a map. */
interface Sight {
  field: number;
  jump: number;
}

const [SIDE] = IMAGE_SHAPE;

/** Nothing is further apart than this. */
const WHOLE: Sight = { field: SIDE, jump: SIDE };

/**
 * The receptive field after each layer of a stack: the side, in pixels, of the square of the image that one output depends on, at most the
 * image's own. A window of size k adds (k - 1) * jump, strides s multiply the jump by s. `null` where the stack is wrong.
 */
export function receptiveFields(
  stack: readonly { layer: Layer; inputShape: Shape | null; outputShape: Shape | null }[],
): (number | null)[] {
  let sight: Sight = { field: 1, jump: 1 };
  return stack.map(({ layer, inputShape, outputShape }) => {
    if (!inputShape || !outputShape) return null;
    sight = sightAfter(layer, sight, inputShape, outputShape);
    return Math.min(sight.field, SIDE);
  });
}

function sightAfter(layer: Layer, before: Sight, input: Shape, output: Shape): Sight {
  switch (layer.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'separableConv2d':
      return through(before, layer.kernelSize, layer.strides);
    case 'maxPooling2d':
    case 'averagePooling2d':
      return through(before, layer.poolSize, poolStrides(layer));
    case 'dropout':
    case 'batchNormalization':
    case 'activation':
      return before;
    case 'reshape':
      // Numbers that stay where they are see what they saw; for others no square can be named.
      return input[0] === output[0] && input[1] === output[1] ? before : WHOLE;
    case 'dense':
    case 'flatten':
    case 'globalAveragePooling2d':
    case 'simpleRnn':
    case 'lstm':
    case 'gru':
      return WHOLE;
  }
}

const through = ({ field, jump }: Sight, size: number, strides: number): Sight => ({
  field: field + (size - 1) * jump,
  jump: jump * strides,
});
