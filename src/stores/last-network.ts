import { EXPERIMENT_VERSION, type NetworkSpec } from '@/experiment/experiment';
import { parseNetwork } from '@/experiment/schema';
import { readLocal, readLocalText, writeLocal } from './local';

/** Where the last network waits while the design has a classical model. */
const KEY = 'network';
/** Where it waits while a network that this version cannot read is under `KEY`: that stays there, for the version that wrote it. */
const OWN_KEY = `network.v${EXPERIMENT_VERSION}`;

const isForeign = (): boolean => readLocalText(KEY) !== null && !parseNetwork(readLocal(KEY));

/** Where a browser denies localStorage, it is remembered as long as the tab lives. */
let remembered: NetworkSpec | null = null;

/** Keeps the network that a classical model takes the place of. */
export function rememberNetwork(network: NetworkSpec): void {
  remembered = network;
  writeLocal(isForeign() ? OWN_KEY : KEY, network);
}

/** The last network that was remembered, on this visit or an earlier one; `null` where there is none that can be read. */
export const lastNetwork = (): NetworkSpec | null => remembered ?? parseNetwork(readLocal(KEY)) ?? parseNetwork(readLocal(OWN_KEY));
