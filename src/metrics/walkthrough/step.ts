import type { NetworkState } from '@/run/types';
import type { FollowedNetwork } from './followed-network';
import { type Example, updated, type Walk, walk } from './walk';

/** A step on one example: the state before it, all its numbers, and the state after it with its loss. */
export interface FollowedStep {
  network: FollowedNetwork;
  before: NetworkState;
  walk: Walk;
  /** Class weight of the example; 1 of a number. */
  weight: number;
  /** The right class, or the standardized number. */
  target: number;
  after: NetworkState;
  newLoss: number;
}

/** One step of training on one example, with everything that can be asked about it. */
export function followedStep(network: FollowedNetwork, before: NetworkState, example: Example): FollowedStep {
  const walked = walk(network, before, example);
  const after = updated(network, before, walked);
  const { weight, target } = example;
  return { network, before, walk: walked, weight, target, after, newLoss: walk(network, after, example).loss };
}
