import type { NetworkPlan } from '@/experiment/network/plan';

/** All parameters of a network; `null` while the stack has a gap in it, behind which nothing can be counted. */
export function parametersOf(network: NetworkPlan): number | null {
  const known = network.layers.every((entry) => entry.outputShape !== null);
  return known ? network.trainable + network.nonTrainable : null;
}
