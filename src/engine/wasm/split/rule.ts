import { wasmLayer } from '@/engine/wasm/layers';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';

/**
 * More workers are not used: every one has the data set (55 MB) and the network again, and sends its gradients to every other one, so that
 * what is exchanged grows with the square of their number.
 */
const MAX_WORKERS = 4;

/** A share of fewer images fills the kernels' tiles badly. */
const LEAST_IMAGES = 8;

/** Multiply-adds that take as long as to send one gradient, with all that belongs to it, to one worker; docs/performance.md has the figures. */
const WORK_PER_PARAMETER = 300;

/** Multiply-adds that take as long as to wait for a message, however short. */
const WORK_PER_MESSAGE = 2e7;

/** The workers that this page may use; none but the first where it is isolated, since threads are better. */
export function availableWorkers(): number {
  const isolated = typeof crossOriginIsolated !== 'undefined' && crossOriginIsolated;
  const cores = typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency || 1;
  return isolated || typeof Worker === 'undefined' ? 1 : Math.min(cores, MAX_WORKERS);
}

/** Over how many of `available` workers a batch of this network is to be split. Not a matter of any clock, so that numbers repeat. */
export function workersFor(experiment: Experiment, available: number, eager = false): number {
  const { batchSize } = experiment.training;
  const network = planOf(experiment);
  if (network.layers.some(({ layer }) => wasmLayer(layer).needsWholeBatch)) return 1;
  const most = Math.min(available, Math.floor(batchSize / (eager ? 1 : LEAST_IMAGES)));
  const work = 3 * network.multiplyAdds * batchSize;
  const exchange = eager ? 0 : WORK_PER_PARAMETER * network.trainable + WORK_PER_MESSAGE;
  // The n-th worker takes work / n / (n - 1) off every one before, and costs each one exchange more, half of which is hidden by the work.
  let workers = Math.max(1, most);
  while (workers > 1 && (workers * (workers - 1) * exchange) / 2 > work) workers--;
  return workers;
}
