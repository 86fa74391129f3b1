import type { Estimate } from '@/worker/protocol';

/** Seconds that the page takes to draw the beginning of a run and its end; measured on two cores without a GPU. */
const PAGE_SECONDS = 0.3;
/** Cores that the page and the browser around it keep busy while a run's curves are drawn; measured there, too. */
const PAGE_CORES = 0.3;

/**
 * An estimate with what no probe in the worker can see: the page draws while it trains, and where the processor trains, on all of its cores, the page takes
 * its part of them.
 *
 * @param cores of this computer
 */
export function withPageShare(estimate: Estimate, cores: number): Estimate {
  const shared = estimate.engines[0]?.engine === 'webgl' ? 1 : cores / (cores - PAGE_CORES);
  return {
    ...estimate,
    secondsAtStart: PAGE_SECONDS + estimate.secondsAtStart,
    secondsPerEpoch: shared * estimate.secondsPerEpoch,
    secondsAtEnd: shared * estimate.secondsAtEnd,
  };
}
