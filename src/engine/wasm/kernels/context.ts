/**
 * Who this instance is. Every thread runs the same program on the same memory and takes its own share of each instruction; globals of
 * WebAssembly belong to the instance, so each thread has its own.
 */

/** Number of this thread, and how many there are. */
export let thread: i32 = 0;
export let threads: i32 = 1;

/** This thread's scratch memory; its layout is in scratch.ts. */
export let scratch: usize = 0;

/** Floats of the longest patch row of the network. */
export let longestRun: i32 = 0;

export function become(ownNumber: i32, count: i32, ownScratch: usize, run: i32): void {
  thread = ownNumber;
  threads = count;
  scratch = ownScratch;
  longestRun = run;
}

/** Where the share of thread `number` begins when `total` things are divided in groups of `granule`. */
function cut(total: i32, granule: i32, number: i32): i32 {
  const groups = (total + granule - 1) / granule;
  const begin = <i32>((<i64>groups * number) / threads) * granule;
  return min(begin, total);
}

/** First of `total` things that is this thread's. */
@inline
export function shareBegin(total: i32, granule: i32): i32 {
  return cut(total, granule, thread);
}

/** One past the last of `total` things that is this thread's. */
@inline
export function shareEnd(total: i32, granule: i32): i32 {
  return cut(total, granule, thread + 1);
}
