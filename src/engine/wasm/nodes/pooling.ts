import type { Address } from '@/engine/wasm/arena';
import type { PoolOperands } from '@/engine/wasm/program';
import type { PoolingLayer } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';
import type { Shape } from '@/experiment/network/types';
import type { Node, PlanContext } from './node';
import { windowOf } from './window';

/** Maximum or mean of each window. The maximum's gradient applies the gate of the node before in passing. */
export function poolingNode(
  what: 'max' | 'average',
  layer: PoolingLayer,
  shapes: { inputShape: Shape; outputShape: Shape },
  input: Address,
  context: PlanContext,
): Node {
  const window = windowOf(shapes.inputShape, shapes.outputShape, layer.poolSize, poolStrides(layer), layer.padding);
  const { height, width, channels, outHeight, outWidth, size, padTop, padLeft } = window;
  const output = context.arena.floats(context.capacity * outHeight * outWidth * channels);
  const isMax = what === 'max';
  const geometry = { height, width, channels, outHeight, outWidth, size, step: window.step, offsetY: -padTop, offsetX: -padLeft };
  const operands = (count: number, x: Address): PoolOperands => ({
    ...geometry,
    x,
    y: output,
    outputGradient: 0,
    inputGradient: 0,
    count,
    gateSlope: 1,
  });
  return {
    output,
    gate: null,
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit(isMax ? 'MaxPool' : 'AveragePool', operands(count, x));
      return output;
    },
    backward({ writer, count }, { gradient, spare, wanted, gate }) {
      if (!wanted) return { gradient, gated: false };
      const gradients = { outputGradient: gradient, inputGradient: spare, gateSlope: gate?.slope ?? 1 };
      writer.emit(isMax ? 'MaxPoolBackward' : 'AveragePoolBackward', { ...operands(count, input), ...gradients });
      return { gradient: spare, gated: isMax };
    },
  };
}
