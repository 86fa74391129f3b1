import { enableProdMode } from '@tensorflow/tfjs-core';
import type { Engine } from '@/engine/engine';
import { probeTraining } from './probe';
import type { WebglEngine } from './webgl/engine';

/** What a caller may ask for. */
export interface TfjsOptions {
  /** `webgl` (the default) falls back to the CPU where it does not work; `cpu` does not try. */
  prefer?: 'webgl' | 'cpu';
  /** Milliseconds that a tiny first training step may take on the GPU. */
  probeLimit?: number;
  /** Told once when the graphics context is lost: nothing on this engine will finish any more, and its worker is to be replaced. */
  onContextLost?: () => void;
}

/**
 * TensorFlow.js as an engine: on the GPU through WebGL where one tiny training step works there, else on the CPU in plain JavaScript, with the
 * reason in `info.reason`. Meant for a Web Worker; on the CPU it works anywhere. Each backend is loaded only where it is used.
 */
export async function createTfjsEngine({ prefer = 'webgl', probeLimit, onContextLost }: TfjsOptions = {}): Promise<Engine> {
  enableProdMode();
  if (prefer === 'cpu') return startCpu('Chosen by hand.');
  try {
    const engine = await startWebgl(probeLimit);
    if (onContextLost) engine.onContextLost(onContextLost);
    return engine;
  } catch (error) {
    return startCpu(`No GPU: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function startCpu(reason: string): Promise<Engine> {
  const { createCpuEngine } = await import('./cpu/engine');
  return createCpuEngine(reason);
}

async function startWebgl(probeLimit: number | undefined): Promise<WebglEngine> {
  const { createWebglEngine } = await import('./webgl/engine');
  const engine = await createWebglEngine();
  try {
    await probeTraining(engine, probeLimit);
    return engine;
  } catch (error) {
    engine.dispose();
    throw new Error(`the graphics card failed a test step (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** For tests: takes the graphics context away as a driver reset does. Does nothing on an engine without one. */
export function loseContext(engine: Engine): void {
  if (engine.info.id !== 'webgl') return;
  (engine as WebglEngine).context.gl.getExtension('WEBGL_lose_context')?.loseContext();
}
