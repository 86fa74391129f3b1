import type { Address } from '@/engine/wasm/arena';
import type { Operands } from '@/engine/wasm/program';
import type { Step } from '@/engine/wasm/stack';
import { required, type WeightPlace } from '@/engine/wasm/weights';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { phasePairs } from './phases';
import { type Window, windowOf } from './window';

/** y = rectifier(each channel convolved with a kernel of its own + bias). The gradient of its input is such a convolution again. */
export function depthwiseNode(step: Extract<Step, { kind: 'depthwise' }>, input: Address, context: PlanContext): Node {
  const { kernelSize, strides, padding } = step.layer;
  const window = windowOf(step.inputShape, step.outputShape, kernelSize, strides, padding);
  const kernel = required(context.weights, step.id, 'depthwiseKernel');
  const bias = step.useBias ? required(context.weights, step.id, 'bias') : null;
  context.weights.reserveGradients(step.id, context.threads);
  // Both ways, a row of zeros stands for those off the map.
  context.noteRun(Math.max(window.width, window.outWidth) * window.channels);
  const output = context.arena.floats(context.capacity * window.outHeight * window.outWidth * window.channels);
  return {
    output,
    gate: step.slope === 1 ? null : { y: output, slope: step.slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('Depthwise', {
        ...forwardOf(window),
        x,
        count,
        kernel: kernel.address,
        out: output,
        bias: bias?.address ?? 0,
        slope: step.slope,
      });
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
  x: 0,
  count: 0,
  height: window.height,
  width: window.width,
  channels: window.channels,
  gridHeight: window.outHeight,
  gridWidth: window.outWidth,
  step: window.step,
  offsetY: -window.padTop,
  offsetX: -window.padLeft,
  tapsY: window.size,
  tapsX: window.size,
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

/** Gradient of the input: for each phase of rows and columns, the output's gradient convolved with the turned kernel. */
function emitInputGradient({ writer, count }: Pass, arriving: Arriving, window: Window, kernel: WeightPlace): void {
  const { gradient, spare, gate } = arriving;
  const { height, width, channels, size, step } = window;
  const { met, all } = phasePairs(window);
  if (!all) writer.emit('Clear', { to: spare, count: count * height * width * channels });
  met.forEach(({ y, x }, index) => {
    const operands: Operands<'Depthwise'> = {
      ...forwardOf(window),
      x: gradient,
      count,
      height: window.outHeight,
      width: window.outWidth,
      gridHeight: y.length,
      gridWidth: x.length,
      step: 1,
      offsetY: y.offset,
      offsetX: x.offset,
      tapsY: y.taps,
      tapsX: x.taps,
      kernel: kernel.address,
      tapBase: (y.lastTap * size + x.lastTap) * channels,
      tapStepY: -step * size * channels,
      tapStepX: -step * channels,
      out: spare,
      outStep: step,
      outHeight: height,
      outWidth: width,
      outY: y.phase,
      outX: x.phase,
      gate: gate?.y ?? 0,
      gateSlope: gate?.slope ?? 1,
    };
    writer.emit('Depthwise', operands, index < met.length - 1);
  });
}
