import type { Address } from '@/engine/wasm/arena';
import { wholeLines } from '@/engine/wasm/arena';
import type { NormOperands } from '@/engine/wasm/program';
import { required } from '@/engine/wasm/weights';
import { sizeOf } from '@/experiment/network/shape';
import type { Shape } from '@/experiment/network/types';
import type { Node, PlanContext } from './node';

/** A batch normalization, the slope of its rectifier included. */
interface Normalization {
  /** Id of the layer. */
  id: string;
  shape: Shape;
  momentum: number;
  epsilon: number;
  slope: number;
}

/** Batch normalization over the last axis, a rectifier folded in (whose gate it applies itself). */
export function normalizationNode(layer: Normalization, input: Address, context: PlanContext): Node {
  const channels = layer.shape.at(-1)!;
  const places = sizeOf(layer.shape) / channels;
  const weight = (name: Parameters<typeof required>[2]) => required(context.weights, layer.id, name);
  const [gamma, beta] = [weight('gamma'), weight('beta')];
  context.weights.reserveGradients(layer.id, 1);
  const output = context.arena.floats(context.capacity * places * channels);
  const partStride = wholeLines(2 * 4 * channels);
  const constant = {
    y: output,
    channels,
    parts: context.arena.bytes(context.threads * partStride),
    partStride,
    moments: context.arena.floats(6 * channels),
    gamma: gamma.address,
    beta: beta.address,
    movingMean: weight('movingMean').address,
    movingVariance: weight('movingVariance').address,
    gammaGradient: gamma.gradient,
    betaGradient: beta.gradient,
    momentum: layer.momentum,
    epsilon: layer.epsilon,
    slope: layer.slope,
  };
  const operands = (count: number, x: Address, training: boolean): NormOperands => ({
    ...constant,
    x,
    outputGradient: 0,
    inputGradient: 0,
    rows: count * places,
    training: training ? 1 : 0,
  });
  return {
    output,
    gate: null,
    outputIsFree: true,
    forward({ writer, count, training }, x) {
      const task = operands(count, x, training);
      if (training) writer.emit('NormStatistics', task);
      writer.emit('NormMoments', task);
      writer.emit('NormApply', task);
      return output;
    },
    backward({ writer, count, training }, { gradient, wanted }) {
      const task = { ...operands(count, input, training), outputGradient: gradient, inputGradient: gradient };
      writer.emit('NormGradients', task);
      writer.emit('NormCoefficients', task);
      if (wanted) writer.emit('NormBackward', task);
      return { gradient, gated: false };
    },
  };
}
