import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Step } from '@/engine/wasm/stack';
import { required, type WeightPlace } from '@/engine/wasm/weights';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { phasePairs } from './phases';
import { product } from './product';
import { rowsNode } from './rows';
import { type Window, windowOf } from './window';

/** y = rectifier(convolution of x with kernel (HWIO) + bias): products over patches of the map, which are read in place. */
export function convolutionNode(step: Extract<Step, { kind: 'convolution' }>, input: Address, context: PlanContext): Node {
  const { filters, kernelSize, strides, padding } = step.layer;
  const window = windowOf(step.inputShape, step.outputShape, kernelSize, strides, padding);
  if (kernelSize === 1 && strides === 1) return pointwiseNode(step, window, input, context);
  const kernel = required(context.weights, step.id, step.kernel);
  const bias = context.weights.find(step.id, 'bias');
  // The batch's pixels are many and the kernel's numbers few, so the threads divide the pixels and each sums its own gradient.
  context.weights.reserveGradients(step.id, context.threads);
  context.noteRun(kernelSize * Math.max(window.channels, filters));
  const places = window.outHeight * window.outWidth;
  const taps = kernelSize * kernelSize * window.channels;
  const output = context.arena.floats(context.capacity * places * filters);
  return {
    output,
    gate: step.slope === 1 ? null : { y: output, slope: step.slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      const shape = { rows: count * places, columns: filters, depth: taps };
      const left = { left: KERNEL.LEFT_PATCHES, a: x, ...patchesOf(window) };
      const right = { b: kernel.address, bStride: filters };
      const tail = { bias: bias?.address ?? 0, slope: step.slope };
      writer.emit('Multiply', product(shape, { ...left, ...right, ...tail, out: output, outStride: filters }));
      return output;
    },
    backward(pass, arriving) {
      const { gradient, spare, wanted } = arriving;
      const shape = { rows: taps, columns: filters, depth: pass.count * places };
      const left = { left: KERNEL.LEFT_PATCHES_TRANSPOSED, a: input, ...patchesOf(window) };
      const to = { out: kernel.gradient, outStride: filters, sums: bias?.gradient ?? 0 };
      const split = { split: KERNEL.SPLIT_DEPTH, partStride: kernel.partStride };
      pass.writer.emit('Multiply', product(shape, { ...left, b: gradient, bStride: filters, ...to, ...split }), wanted);
      if (!wanted) return { gradient, gated: false };
      emitInputGradient(pass, arriving, window, kernel, filters);
      return { gradient: spare, gated: true };
    },
  };
}

/** Patches of one pixel each are the pixels as they lie in memory. */
function pointwiseNode(step: Extract<Step, { kind: 'convolution' }>, window: Window, input: Address, context: PlanContext): Node {
  const { channels: inputs, outHeight, outWidth } = window;
  const shape = { inputs, units: step.layer.filters, places: outHeight * outWidth, byRow: true };
  return rowsNode({ id: step.id, kernel: step.kernel, ...shape, slope: step.slope }, input, context);
}

/** The patches that a window sees, one for each place of the output. */
const patchesOf = (window: Window) => ({
  imageHeight: window.height,
  imageWidth: window.width,
  channels: window.channels,
  gridHeight: window.outHeight,
  gridWidth: window.outWidth,
  step: window.step,
  offsetY: -window.padTop,
  offsetX: -window.padLeft,
  tapsY: window.size,
  tapsX: window.size,
});

/** Gradient of the input: for each phase of rows and columns, a convolution of the output's gradient with the turned kernel. */
function emitInputGradient({ writer, count }: Pass, arriving: Arriving, window: Window, kernel: WeightPlace, filters: number): void {
  const { gradient, spare, gate } = arriving;
  const { height, width, channels, size, step } = window;
  const { met, all } = phasePairs(window);
  if (!all) writer.emit('Clear', { to: spare, count: count * height * width * channels });
  met.forEach(({ y, x }, index) => {
    const shape = { rows: count * y.length * x.length, columns: channels, depth: y.taps * x.taps * filters };
    const tapFloats = channels * filters;
    writer.emit(
      'Multiply',
      product(shape, {
        split: KERNEL.SPLIT_ROWS,
        left: KERNEL.LEFT_PATCHES,
        a: gradient,
        imageHeight: window.outHeight,
        imageWidth: window.outWidth,
        channels: filters,
        gridHeight: y.length,
        gridWidth: x.length,
        offsetY: y.offset,
        offsetX: x.offset,
        tapsY: y.taps,
        tapsX: x.taps,
        right: KERNEL.RIGHT_TAPS,
        b: kernel.address,
        bStride: filters,
        tapBase: (y.lastTap * size + x.lastTap) * tapFloats,
        tapStepY: -step * size * tapFloats,
        tapStepX: -step * tapFloats,
        out: spare,
        outStride: channels,
        outStep: step === 1 ? 0 : step,
        outHeight: height,
        outWidth: width,
        outY: y.phase,
        outX: x.phase,
        gate: gate?.y ?? 0,
        gateSlope: gate?.slope ?? 1,
      }),
      index < met.length - 1,
    );
  });
}
