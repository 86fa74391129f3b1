import type { NetworkHealth } from '@/metrics/inside/health';

/** `null` for the network as it is now, an epoch for an earlier one; nothing where all is known. */
export function nextMoment(
  history: readonly NetworkHealth[],
  epochs: number,
  kept: readonly number[],
  settled: (epoch: number) => boolean,
): number | null | undefined {
  const has = (epoch: number) => settled(epoch) || history.some((one) => one.epoch === epoch);
  if (!has(epochs)) return null;
  return kept.toReversed().find((epoch) => !has(epoch));
}
