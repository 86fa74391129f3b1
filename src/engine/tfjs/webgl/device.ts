import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { EngineError } from '@/engine/engine';
import type { Device } from '@/engine/tfjs/device';
import { convolveOnGpu } from './convolution';
import { convolveDepthwiseOnGpu } from './depthwise';
import { columnSumsOnGpu, dropoutOnGpu, mapEachOnGpu, mapOnGpu, putOnGpu } from './elementwise';
import { openImagesOnGpu } from './images';
import { maxPoolGradientOnGpu } from './pooling';
import { unpacked } from './programs';

const LOST = 'The graphics context was lost: the driver or the browser took the graphics card away.';

/** The device's own operations as GLSL programs. `lost` rejects once the context is lost. */
export function webglDevice(backend: MathBackendWebGL, maxTextureSize: number, lost: Promise<never>): Device {
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  return {
    map: (formula, inputs, numbers = []) => mapOnGpu(backend, formula, inputs, numbers),
    mapEach: (formulas, inputs, numbers = []) => mapEachOnGpu(backend, formulas, inputs, numbers),
    columnSums: (formula, inputs, numbers = []) => columnSumsOnGpu(backend, formula, inputs, numbers),
    dropout: (x, key, rate) => dropoutOnGpu(backend, x, key, rate),
    convolve: (x, product, window) => convolveOnGpu(backend, x, product, window),
    convolveDepthwise: (x, product, window) => convolveDepthwiseOnGpu(backend, x, product, window),
    maxPoolGradient: (dy, input, output, window) => maxPoolGradientOnGpu(backend, dy, input, output, window),
    put: (block, pair, position) => putOnGpu(backend, block, pair, position),
    openImages: (source) => openImagesOnGpu(backend, source, maxTextureSize),
    settle: (x) => unpacked(backend, x),
    check() {
      if (gl.isContextLost()) throw new EngineError('context-lost', LOST);
    },
    async guard(promise) {
      const value = await Promise.race([promise, lost]);
      // Reading waits for the GPU anyway, so here asking for errors costs nothing.
      if (gl.getError() === gl.OUT_OF_MEMORY) throw new EngineError('out-of-memory', 'The graphics card has no memory left.');
      return value;
    },
  };
}

/** A promise that rejects when the canvas's context is lost. */
export function contextLoss(canvas: OffscreenCanvas): Promise<never> {
  const lost = new Promise<never>((_resolve, reject) => {
    canvas.addEventListener('webglcontextlost', () => reject(new EngineError('context-lost', LOST)));
  });
  // Nobody may be waiting when it happens; that is not an unhandled error.
  lost.catch(() => {});
  return lost;
}
