import type { NetworkSpec } from '@/experiment/experiment';
import { parseNetwork } from '@/experiment/schema';
import { readLocal, writeLocal } from './local';

/** Where the last network waits while the design has a classical model. */
const KEY = 'network';

/** Where a browser denies localStorage, it is remembered as long as the tab lives. */
let remembered: NetworkSpec | null = null;

/** Keeps the network that a classical model takes the place of. */
export function rememberNetwork(network: NetworkSpec): void {
  remembered = network;
  writeLocal(KEY, network);
}

/** The last network that was remembered, on this visit or an earlier one; `null` where there is none that can be read. */
export const lastNetwork = (): NetworkSpec | null => remembered ?? parseNetwork(readLocal(KEY));
