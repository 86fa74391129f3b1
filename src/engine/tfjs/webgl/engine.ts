import { MathBackendWebGL, setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import { env, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { Engine, EngineInfo } from '@/engine/engine';
import { TfjsNetwork } from '@/engine/tfjs/network';
import { textureProblems } from '@/engine/tfjs/texture-limits';
import { createGraphicsContext, type GraphicsContext } from './context';
import { contextLoss, webglDevice } from './device';

/** An engine on the GPU, with what only tests need. */
export interface WebglEngine extends Engine {
  readonly context: GraphicsContext;
  onContextLost(listener: () => void): void;
}

/** TensorFlow.js on a WebGL2 context of our own. Throws an Error with the reason in words where there is none. */
export async function createWebglEngine(): Promise<WebglEngine> {
  const context = createGraphicsContext();
  setWebGLContext(2, context.gl);
  const backend = await startBackend();
  const info = infoOf(context);
  const device = webglDevice(backend, env().getNumber('WEBGL_MAX_TEXTURE_SIZE'), contextLoss(context.canvas));
  return {
    info,
    context,
    unsupported: (experiment) => textureProblems(experiment, env().getNumber('WEBGL_MAX_TEXTURE_SIZE')),
    compile: async (experiment, data) => new TfjsNetwork(device, experiment, data, info.float16),
    onContextLost: (listener) => context.canvas.addEventListener('webglcontextlost', listener),
    dispose: () => removeBackend('webgl'),
  };
}

/** Registers the backend anew: the package registers itself only where it sees a page or a worker. */
async function startBackend(): Promise<MathBackendWebGL> {
  const backend = new MathBackendWebGL();
  removeBackend('webgl');
  registerBackend('webgl', () => backend);
  if (!(await setBackend('webgl'))) throw new Error('TensorFlow.js could not start on it');
  return backend;
}

function infoOf({ device, hardware }: GraphicsContext): EngineInfo {
  return {
    id: 'webgl',
    label: 'GPU (WebGL)',
    device,
    reason: hardware
      ? 'The graphics card passed a test step.'
      : 'A test step passed, but the graphics are drawn by the CPU (no graphics card is in use).',
    hardware,
    float16: !env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'),
    maxTextureSize: env().getNumber('WEBGL_MAX_TEXTURE_SIZE'),
  };
}
