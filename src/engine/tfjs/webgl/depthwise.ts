import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import { depthwiseConvolution } from '@/engine/tfjs/kernels';
import type { Convolved, Product, Window } from '@/engine/tfjs/product';
import { columnSumsOnGpu } from './elementwise';
import { forEachWindow, GEOMETRY, type Geometry, geometryOf } from './geometry';
import { ints, type Program, runProgram, unpacked } from './programs';

/**
 * Depthwise convolution: forwards by TensorFlow.js, back by programs of our own. TensorFlow.js's gradient of the filter gives each filter weight
 * to one fragment, which walks over the whole batch by itself; its gradient of the input finds the windows over a pixel by dividing floats, and
 * not every graphics card divides 9 by 3 to exactly 3.
 */
export function convolveDepthwiseOnGpu(backend: MathBackendWebGL, x: Tensor, product: Product, window: Window): Convolved {
  const { kernel } = product;
  const g = { ...geometryOf(x.shape, kernel.shape, window), multiplier: kernel.shape[3] ?? 1 };
  return {
    output: unpacked(backend, depthwiseConvolution(x, product, window)),
    filterGradient: (dz) => reshape(filterGradient(backend, x, dz, g), kernel.shape),
    inputGradient: (dz) => runProgram(backend, { ...INPUT_GRADIENT, outputShape: x.shape }, [dz, kernel], { ...g }),
  };
}

interface DepthwiseGeometry extends Geometry {
  /** Filters for each channel. */
  multiplier: number;
}

const UNIFORMS = [...GEOMETRY, ...ints(['multiplier'])];

/** The places of all windows are cut into about sqrt(places) parts that are summed side by side, then the parts: [weights]. */
function filterGradient(backend: MathBackendWebGL, x: Tensor, dz: Tensor, g: DepthwiseGeometry): Tensor {
  const places = g.batch * g.outHeight * g.outWidth;
  const parts = Math.ceil(Math.sqrt(places));
  const outputShape = [parts, g.size * g.size * g.channels * g.multiplier];
  const sums = runProgram(backend, { ...FILTER_GRADIENT, outputShape }, [x, dz], { ...g, places, parts });
  return columnSumsOnGpu(backend, IDENTITY, [sums], []);
}

const FILTER_GRADIENT: Omit<Program, 'outputShape'> = {
  inputs: ['x', 'dz'],
  uniforms: [...UNIFORMS, ...ints(['places', 'parts'])],
  source: `void main() {
    ivec2 at = getOutputCoords();
    int channel = at.y % (channels * multiplier);
    int cell = at.y / (channels * multiplier);
    int top = cell / size - padTop;
    int left = cell % size - padLeft;
    float total = 0.0;
    for (int place = at.x; place < places; place += parts) {
      int image = place / (outHeight * outWidth);
      int outRow = (place / outWidth) % outHeight;
      int outColumn = place % outWidth;
      int row = outRow * strides + top;
      int column = outColumn * strides + left;
      if (row < 0 || row >= height || column < 0 || column >= width) continue;
      total += getX(image, row, column, channel / multiplier) * getDz(image, outRow, outColumn, channel);
    }
    setOutput(total);
  }`,
};

/** Each input sums over the windows that lie over it, and over its own filters. */
const INPUT_GRADIENT: Omit<Program, 'outputShape'> = {
  inputs: ['dz', 'kernel'],
  uniforms: UNIFORMS,
  source: `void main() {
    ivec4 at = getOutputCoords();
    float total = 0.0;
    ${forEachWindow(`
      for (int k = 0; k < multiplier; k++)
        total += getDz(at.x, outRow, outColumn, at.w * multiplier + k) * getKernel(i, j, at.w, k);`)}
    setOutput(total);
  }`,
};
