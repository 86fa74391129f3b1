import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { dropoutMask } from '@/engine/dropout';
import type { Device, Formula } from '@/engine/tfjs/device';
import {
  conv2dFilterGradient,
  conv2dInputGradient,
  convolution,
  depthwiseConvolution,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  maxPoolGradient,
} from '@/engine/tfjs/kernels';
import { openImages } from './images';

/** The device's own operations as loops over typed arrays, on TensorFlow.js's cpu backend. */
export const cpuDevice: Device = {
  map(formula, inputs, numbers = []) {
    const shape = inputs[0]!.shape;
    return tensor(mapped(formula, inputs, numbers), shape);
  },
  mapEach(formulas, inputs, numbers = []) {
    const { shape, size } = inputs[0]!;
    const values = new Float32Array(formulas.length * size);
    for (const [i, formula] of formulas.entries()) values.set(mapped(formula, inputs, numbers), i * size);
    return tensor(values, [formulas.length, ...shape]);
  },
  columnSums(formula, inputs, numbers = []) {
    const columns = inputs[0]!.shape.at(-1) ?? 1;
    const sums = new Float64Array(columns);
    const values = mapped(formula, inputs, numbers);
    for (let i = 0; i < values.length; i++) sums[i % columns]! += values[i]!;
    return tensor(Float32Array.from(sums));
  },
  dropout(x, key, rate) {
    const mask = dropoutMask(key, rate, x.size);
    const values = valuesOf(x);
    return tensor(
      mask.map((kept, i) => kept * values[i]!),
      x.shape,
    );
  },
  convolve: (x, product, window) => ({
    output: convolution(x, product, window),
    filterGradient: (dz) => conv2dFilterGradient(x, dz, product.kernel.shape, window),
    inputGradient: (dz) => conv2dInputGradient(dz, product.kernel, x.shape, window),
  }),
  convolveDepthwise: (x, product, window) => ({
    output: depthwiseConvolution(x, product, window),
    filterGradient: (dz) => depthwiseFilterGradient(x, dz, product.kernel.shape, window),
    inputGradient: (dz) => depthwiseInputGradient(dz, product.kernel, x.shape, window),
  }),
  maxPoolGradient,
  put(block, pair, position) {
    const values = valuesOf(block).slice();
    values.set(valuesOf(pair), 2 * position);
    return tensor(values);
  },
  openImages,
  settle: (x) => x,
  check: () => {},
  guard: (promise) => promise,
};

const valuesOf = (x: Tensor) => x.dataSync() as Float32Array;

/** A formula over tensors as large as the first, or repeated along it. Absent inputs read as NaN, and no formula reads them. */
function mapped(formula: Formula, inputs: readonly Tensor[], numbers: readonly number[]): Float32Array {
  const apply = formula.js(...numbers);
  const arrays = inputs.map(valuesOf);
  const result = new Float32Array(inputs[0]!.size);
  const values = new Array<number>(arrays.length);
  for (let i = 0; i < result.length; i++) {
    for (let k = 0; k < arrays.length; k++) values[k] = arrays[k]![i % arrays[k]!.length]!;
    result[i] = apply(...values);
  }
  return result;
}
