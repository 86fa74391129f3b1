import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { EngineFactories } from './engines';

/** The engines that this machine may have. `onContextLost` is told when the graphics card lets go. */
export function openEngines(onContextLost: () => void): EngineFactories {
  return {
    webgl: () => createTfjsEngine({ prefer: 'webgl', onContextLost }),
    wasm: () => createWasmEngine(),
    cpu: () => createTfjsEngine({ prefer: 'cpu' }),
  };
}
