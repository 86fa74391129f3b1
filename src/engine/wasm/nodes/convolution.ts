import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Step } from '@/engine/wasm/steps';
import { required, type WeightPlace } from '@/engine/wasm/weights';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { emitPhases } from './phases';
import { product } from './product';
import { rowsNode } from './rows';
import { gridOf, type Window, type WindowLayer, windowOf } from './window';

/** A convolution, and the name of its kernel among the layer's weights. */
interface ConvolutionLayer extends WindowLayer {
  filters: number;
  kernel: 'kernel' | 'pointwiseKernel';
}

/** y = rectifier(convolution of x with kernel (HWIO) + bias): products over patches of the map, which are read in place. */
export function convolutionStep(layer: ConvolutionLayer): Step {
  const { inputShape, outputShape, kernelSize, strides, padding } = layer;
  const window = windowOf(inputShape, outputShape, kernelSize, strides, padding);
  const node = kernelSize === 1 && strides === 1 ? pointwiseNode : convolutionNode;
  const plan: Step['plan'] = ({ input, slope }, context) => node({ ...layer, slope }, window, input, context);
  return { inputShape, outputShape, takesRectifier: true, learns: true, plan };
}

type Rectified = ConvolutionLayer & { slope: number };

function convolutionNode({ id, kernel: name, filters, slope }: Rectified, window: Window, input: Address, context: PlanContext): Node {
  const kernel = required(context.weights, id, name);
  const bias = context.weights.find(id, 'bias');
  // The batch's pixels are many and the kernel's numbers few, so the threads divide the pixels and each sums its own gradient.
  context.weights.reserveGradients(id, context.threads);
  context.noteRun(window.size * Math.max(window.channels, filters));
  const places = window.outHeight * window.outWidth;
  const taps = window.size * window.size * window.channels;
  const output = context.arena.floats(context.capacity * places * filters);
  return {
    output,
    gate: slope === 1 ? null : { y: output, slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      const shape = { rows: count * places, columns: filters, depth: taps };
      const left = { left: KERNEL.LEFT_PATCHES, a: x, ...gridOf(window) };
      const right = { b: kernel.address, bStride: filters };
      const tail = { bias: bias?.address ?? 0, slope };
      writer.emit('Multiply', product(shape, { ...left, ...right, ...tail, out: output, outStride: filters }));
      return output;
    },
    backward(pass, arriving) {
      const { gradient, spare, wanted } = arriving;
      const shape = { rows: taps, columns: filters, depth: pass.count * places };
      const left = { left: KERNEL.LEFT_PATCHES_TRANSPOSED, a: input, ...gridOf(window) };
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
function pointwiseNode({ id, kernel, filters, slope }: Rectified, window: Window, input: Address, context: PlanContext): Node {
  const places = window.outHeight * window.outWidth;
  return rowsNode({ id, kernel, inputs: window.channels, units: filters, places, byRow: true, slope }, input, context);
}

function emitInputGradient(pass: Pass, arriving: Arriving, window: Window, kernel: WeightPlace, filters: number): void {
  const { channels, step } = window;
  emitPhases(pass, arriving, window, channels * filters, (phase, free) => {
    const { gridHeight, gridWidth, tapsY, tapsX } = phase;
    const shape = { rows: pass.count * gridHeight * gridWidth, columns: channels, depth: tapsY * tapsX * filters };
    const left = { left: KERNEL.LEFT_PATCHES, a: arriving.gradient, channels: filters };
    const right = { right: KERNEL.RIGHT_TAPS, b: kernel.address, bStride: filters };
    const to = { outStride: channels, outStep: step === 1 ? 0 : step };
    pass.writer.emit('Multiply', product(shape, { split: KERNEL.SPLIT_ROWS, ...left, ...right, ...phase, ...to }), free);
  });
}
