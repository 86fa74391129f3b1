import type { Estimate } from './types';

/**
 * Asks the browser not to evict what the page keeps; true where it promised. Call it on the page: in a worker the browser only tells
 * what was promised before. Never throws.
 */
export async function requestPersistence(): Promise<boolean> {
  // A worker's type of the same object has no `persist`.
  const manager: (Partial<StorageManager> & { persist?(): Promise<boolean> }) | undefined = globalThis.navigator?.storage;
  try {
    return (await (manager?.persist ?? manager?.persisted)?.call(manager)) ?? false;
  } catch {
    return false;
  }
}

/** Bytes used and allowed, or `null` where the browser does not say. Never throws. */
export async function estimate(): Promise<Estimate | null> {
  try {
    const { usage, quota } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usage, quota };
  } catch {
    return null;
  }
}
