import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend_util, type Tensor } from '@tensorflow/tfjs-core';
import { maxPoolGradient } from '@/engine/tfjs/kernels';
import type { Window } from '@/engine/tfjs/product';
import { forEachWindow } from './geometry';
import { ints, type Program, runProgram } from './programs';

/** Window size up to which one draw beats TensorFlow.js's two: each input looks through the windows over it, which costs size^2 reads a window. */
const SMALL_WINDOW = 3;

/** Gradient of max pooling, of `input` [batch, height, width, channels] and `output`: each window's goes to its first largest input. */
export function maxPoolGradientOnGpu(backend: MathBackendWebGL, dy: Tensor, input: Tensor, output: Tensor, window: Window): Tensor {
  if (window.size > SMALL_WINDOW) return maxPoolGradient(dy, input, output, window);
  const shape = input.shape as [number, number, number, number];
  const { padInfo, inHeight, inWidth, outHeight, outWidth } = backend_util.computePool2DInfo(
    shape,
    window.size,
    window.strides,
    1,
    window.padding,
  );
  return runProgram(backend, { ...GRADIENT, outputShape: shape }, [dy, input, output], {
    size: window.size,
    strides: window.strides,
    padTop: padInfo.top,
    padLeft: padInfo.left,
    height: inHeight,
    width: inWidth,
    outHeight,
    outWidth,
  });
}

const GRADIENT: Omit<Program, 'outputShape'> = {
  inputs: ['dy', 'x', 'y'],
  uniforms: ints(['size', 'strides', 'padTop', 'padLeft', 'height', 'width', 'outHeight', 'outWidth']),
  source: `
    // Whether no input before cell (i, j) of the window at (top, left) is as large: of equals, the first one counts.
    bool isFirst(ivec4 at, float value, int top, int left, int i, int j) {
      for (int cell = 0; cell < i * size + j; cell++) {
        int row = top + cell / size;
        int column = left + cell % size;
        if (row >= 0 && column >= 0 && row < height && column < width && getX(at.x, row, column, at.w) == value) return false;
      }
      return true;
    }
    void main() {
      ivec4 at = getOutputCoords();
      float value = getX(at.x, at.y, at.z, at.w);
      float total = 0.0;
      ${forEachWindow(`
        if (getY(at.x, outRow, outColumn, at.w) == value && isFirst(at, value, at.y - i, at.z - j, i, j))
          total += getDy(at.x, outRow, outColumn, at.w);`)}
      setOutput(total);
    }`,
};
