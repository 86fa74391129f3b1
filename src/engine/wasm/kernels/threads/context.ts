/**
 * Who this instance is, and what it is doing. Threads take parts of the same program on the same memory (crew.ts says how); globals of
 * WebAssembly belong to the instance, so each thread has its own.
 */

/** Which part of the instruction this thread is doing, and how many parts there are: one a thread. */
export let part: i32 = 0;
export let threads: i32 = 1;

/** This thread's scratch memory; its layout is in scratch.ts. */
export let scratch: usize = 0;

/** Floats of the longest patch row of the network. */
export let longestRun: i32 = 0;

export function become(count: i32, ownScratch: usize, run: i32): void {
  threads = count;
  scratch = ownScratch;
  longestRun = run;
}

/** The part that this thread does next. */
export function takePart(number: i32): void {
  part = number;
}

/** Where part `number` begins when `total` things are divided in groups of `granule`. */
function cut(total: i32, granule: i32, number: i32): i32 {
  const groups = (total + granule - 1) / granule;
  const begin = <i32>((<i64>groups * number) / threads) * granule;
  return min(begin, total);
}

/** First of `total` things that belongs to the part at hand. */
@inline
export function shareBegin(total: i32, granule: i32): i32 {
  return cut(total, granule, part);
}

/** One past the last of them. */
@inline
export function shareEnd(total: i32, granule: i32): i32 {
  return cut(total, granule, part + 1);
}
