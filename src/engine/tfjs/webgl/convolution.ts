import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { matMul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { affine } from '@/engine/tfjs/kernels';
import type { Convolved, Product, Window } from '@/engine/tfjs/product';
import { forEachWindow, GEOMETRY, type Geometry, geometryOf } from './geometry';
import { ints, type Program, runProgram, unpacked } from './programs';

/**
 * Convolution as matrix products, forwards and back. TensorFlow.js does so forwards only: its gradient of the filter gives each filter weight to
 * one fragment, which walks over the whole batch by itself (288 fragments for a first layer of 32 filters, on a GPU that wants tens of
 * thousands), and both gradients read one number at a time where a product reads four.
 */

/** Numbers up to which the patches of the forward pass are kept for the way back (64 MB); larger ones are laid out again. */
const KEPT_NUMBERS = 2 ** 24;

/** f(x * W + b) for x [batch, height, width, in] and W [size, size, in, filters]; see `Device.convolve`. */
export function convolveOnGpu(backend: MathBackendWebGL, x: Tensor, product: Product, window: Window): Convolved {
  const { kernel } = product;
  const g = geometryOf(x.shape, kernel.shape, window);
  const filters = kernel.shape[3] ?? 0;
  const matrix = reshape(kernel, [1, -1, filters]);
  const layOut = () => patches(backend, x, g);
  const rows = layOut();
  const output = unpacked(backend, affine(rows, { ...product, kernel: matrix }));
  const kept = rows.size <= KEPT_NUMBERS ? rows : null;
  if (!kept) rows.dispose();
  const asRows = (dz: Tensor) => reshape(dz, [g.batch, -1, filters]);
  return {
    output: reshape(output, [g.batch, g.outHeight, g.outWidth, filters]),
    filterGradient: (dz) => reshape(sumOverBatch(backend, matMul(kept ?? layOut(), asRows(dz), true, false)), kernel.shape),
    inputGradient: (dz) => overlaid(backend, matMul(asRows(dz), matrix, false, true), g),
  };
}

/** The input under each place of the window, as rows: [batch, places, size * size * channels], packed four numbers a pixel as products want it. */
function patches(backend: MathBackendWebGL, x: Tensor, g: Geometry): Tensor {
  const outputShape = [g.batch, g.outHeight * g.outWidth, g.size * g.size * g.channels];
  return runProgram(backend, { ...PATCHES, outputShape }, [x], { ...g });
}

const PATCHES: Omit<Program, 'outputShape'> = {
  inputs: ['x'],
  uniforms: GEOMETRY,
  packedOutput: true,
  source: `
    float inputUnder(int image, int place, int k) {
      int cell = k / channels;
      int row = (place / outWidth) * strides + cell / size - padTop;
      int column = (place % outWidth) * strides + cell % size - padLeft;
      bool outside = place >= outHeight * outWidth || cell >= size * size || row < 0 || row >= height || column < 0 || column >= width;
      return outside ? 0.0 : getX(image, row, column, k % channels);
    }
    void main() {
      ivec3 place = getOutputCoords();
      setOutput(vec4(
        inputUnder(place.x, place.y, place.z), inputUnder(place.x, place.y, place.z + 1),
        inputUnder(place.x, place.y + 1, place.z), inputUnder(place.x, place.y + 1, place.z + 1)));
    }`,
};

/** The reverse of `patches` for gradients: each input sums what all windows over it hold for it. */
function overlaid(backend: MathBackendWebGL, rows: Tensor, g: Geometry): Tensor {
  return runProgram(backend, { ...OVERLAID, outputShape: [g.batch, g.height, g.width, g.channels] }, [rows], { ...g });
}

const OVERLAID: Omit<Program, 'outputShape'> = {
  inputs: ['rows'],
  uniforms: GEOMETRY,
  packedInputs: true,
  source: `void main() {
    ivec4 at = getOutputCoords();
    float total = 0.0;
    ${forEachWindow(`
      int place = outRow * outWidth + outColumn;
      int k = (i * size + j) * channels + at.w;
      total += getChannel(getRows(at.x, place, k), vec2(place, k));`)}
    setOutput(total);
  }`,
};

/** [batch, rows, columns] (packed) to [rows, columns]. */
function sumOverBatch(backend: MathBackendWebGL, x: Tensor): Tensor {
  const [batch = 0, ...outputShape] = x.shape;
  return runProgram(backend, { ...SUM_OVER_BATCH, outputShape }, [x], { batch });
}

const SUM_OVER_BATCH: Omit<Program, 'outputShape'> = {
  inputs: ['x'],
  uniforms: ints(['batch']),
  packedInputs: true,
  source: `void main() {
    ivec2 at = getOutputCoords();
    float total = 0.0;
    for (int image = 0; image < batch; image++) total += getChannel(getX(image, at.x, at.y), vec2(at));
    setOutput(total);
  }`,
};
