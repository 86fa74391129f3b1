/** Epochs whose weights are kept of the run on show, so that people can look back. */
export const MOST_KEPT_EPOCHS = 10;

/** What their weights may take, in bytes. */
export const KEPT_BYTES = 32 * 2 ** 20;

/** How many epochs are kept of a network of so many bytes; 0 where not even two would fit. */
export function keptCapacity(bytes: number): number {
  const capacity = Math.min(MOST_KEPT_EPOCHS, Math.floor(KEPT_BYTES / Math.max(1, bytes)));
  return capacity < 2 ? 0 : capacity;
}

/**
 * The epochs whose weights are kept once `epoch` is done, the start (0) among them: all while they fit, then every second, every fourth and so on. So they are evenly spread
 * however long a run gets, and what is kept is never needed again once it was let go.
 */
export function keptEpochs(epoch: number, capacity: number): number[] {
  if (capacity < 2) return [];
  let stride = 1;
  while (Math.floor(epoch / stride) + 1 > capacity) stride *= 2;
  return Array.from({ length: Math.floor(epoch / stride) + 1 }, (_, i) => i * stride);
}
