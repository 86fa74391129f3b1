import type { NetworkSpec } from '@/experiment/experiment';
import { parseNetwork } from '@/experiment/schema';

/** Where the last network waits while the design has a classical model. */
const STORAGE_KEY = 'atelier.network';

/** Where a browser denies localStorage, it is remembered as long as the tab lives. */
let remembered: NetworkSpec | null = null;

/** Keeps the network that a classical model takes the place of. */
export function rememberNetwork(network: NetworkSpec): void {
  remembered = network;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(network));
  } catch (error) {
    console.warn('The network could not be saved on this computer.', error);
  }
}

/** The last network that was remembered, on this visit or an earlier one; `null` where there is none that can be read. */
export function lastNetwork(): NetworkSpec | null {
  return remembered ?? readNetwork();
}

function readNetwork(): NetworkSpec | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY);
    return text ? parseNetwork(JSON.parse(text)) : null;
  } catch (error) {
    console.warn('No saved network could be read.', error);
    return null;
  }
}
