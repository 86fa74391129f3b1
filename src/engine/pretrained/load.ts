import type { NetworkState } from '@/engine/engine';
import { stateFrom } from '@/engine/initial-state';
import type { Experiment } from '@/experiment/experiment';
import { pretrainedExperiment } from './network';
import { dequantize } from './quantized';

/** The network that comes with the page, which `npm run pretrain` trained on the built-in garments. Its weights are loaded when they are wanted. */
export async function loadPretrained(): Promise<{ experiment: Experiment; state: NetworkState }> {
  const { default: file } = await import('./weights.json');
  const experiment = pretrainedExperiment();
  return { experiment, state: stateFrom(experiment, file.weights.map(dequantize)) };
}
