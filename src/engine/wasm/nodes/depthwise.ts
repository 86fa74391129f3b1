import type { Address } from '@/engine/wasm/arena';
import type { Operands } from '@/engine/wasm/program';
import type { Step } from '@/engine/wasm/steps';
import { required, type WeightPlace } from '@/engine/wasm/weights';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { emitPhases } from './phases';
import { repeatNode } from './repeat';
import { gridOf, type Window, type WindowLayer, windowOf } from './window';

/** A depthwise convolution with `depthMultiplier` filters for each channel. */
interface DepthwiseLayer extends WindowLayer {
  depthMultiplier: number;
  useBias: boolean;
}

/** A depthwise convolution as steps; where it has several filters for each channel, on a map whose channels are repeated so often. */
export function depthwiseSteps(layer: DepthwiseLayer): Step[] {
  const { depthMultiplier: times, outputShape } = layer;
  const [height = 0, width = 0, channels = 0] = layer.inputShape;
  const inputShape = [height, width, channels * times];
  const convolution: Step = {
    inputShape,
    outputShape,
    takesRectifier: true,
    learns: true,
    plan: ({ input, slope }, context) => depthwiseNode({ ...layer, inputShape, slope }, input, context),
  };
  if (times === 1) return [convolution];
  const plan: Step['plan'] = (_site, context) => repeatNode(times, layer.inputShape, context);
  return [{ inputShape: layer.inputShape, outputShape: inputShape, plan }, convolution];
}

/** y = rectifier(each channel convolved with a kernel of its own + bias). The gradient of its input is such a convolution again. */
function depthwiseNode(layer: DepthwiseLayer & { slope: number }, input: Address, context: PlanContext): Node {
  const { id, kernelSize, strides, padding, slope } = layer;
  const window = windowOf(layer.inputShape, layer.outputShape, kernelSize, strides, padding);
  const kernel = required(context.weights, id, 'depthwiseKernel');
  const bias = layer.useBias ? required(context.weights, id, 'bias') : null;
  context.weights.reserveGradients(id, context.threads);
  // Both ways, a row of zeros stands for those off the map.
  context.noteRun(Math.max(window.width, window.outWidth) * window.channels);
  const output = context.arena.floats(context.capacity * window.outHeight * window.outWidth * window.channels);
  return {
    output,
    gate: slope === 1 ? null : { y: output, slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('Depthwise', { ...forwardOf(window), x, count, kernel: kernel.address, out: output, bias: bias?.address ?? 0, slope });
      return output;
    },
    backward(pass, arriving) {
      const { gradient, spare, wanted } = arriving;
      const { height, width, channels, outHeight, outWidth, size, step: stride, padTop, padLeft } = window;
      const geometry = { height, width, channels, outHeight, outWidth, size, step: stride, offsetY: -padTop, offsetX: -padLeft };
      const to = { kernelGradient: kernel.gradient, biasGradient: bias?.gradient ?? 0, partStride: kernel.partStride };
      pass.writer.emit('DepthwiseGradients', { ...geometry, ...to, x: input, outputGradient: gradient, count: pass.count }, wanted);
      if (!wanted) return { gradient, gated: false };
      emitInputGradient(pass, arriving, window, kernel);
      return { gradient: spare, gated: true };
    },
  };
}

/** The window over the input, all taps in order. */
const forwardOf = (window: Window): Operands<'Depthwise'> => ({
  ...gridOf(window),
  x: 0,
  count: 0,
  kernel: 0,
  tapBase: 0,
  tapStepY: window.size * window.channels,
  tapStepX: window.channels,
  out: 0,
  outStep: 1,
  outHeight: window.outHeight,
  outWidth: window.outWidth,
  outY: 0,
  outX: 0,
  bias: 0,
  slope: 1,
  gate: 0,
  gateSlope: 1,
});

function emitInputGradient(pass: Pass, arriving: Arriving, window: Window, kernel: WeightPlace): void {
  const shared = { ...forwardOf(window), x: arriving.gradient, count: pass.count, kernel: kernel.address, step: 1 };
  emitPhases(pass, arriving, window, window.channels, (phase, free) => {
    pass.writer.emit('Depthwise', { ...shared, ...phase }, free);
  });
}
