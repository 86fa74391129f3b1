import '@tensorflow/tfjs-backend-cpu';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import type { Engine, EngineInfo } from '@/engine/engine';
import { TfjsNetwork } from '@/engine/tfjs/network';
import { cpuDevice } from './device';

/** TensorFlow.js in plain JavaScript: slow, but everywhere. */
export async function createCpuEngine(reason: string): Promise<Engine> {
  await setBackend('cpu');
  await ready();
  const info: EngineInfo = {
    id: 'cpu',
    label: 'CPU (TensorFlow.js)',
    device: '',
    reason,
    hardware: false,
    float16: false,
    maxTextureSize: null,
  };
  return {
    info,
    unsupported: () => [],
    compile: async (experiment, data) => new TfjsNetwork(cpuDevice, experiment, data, false),
    dispose: () => {},
  };
}
