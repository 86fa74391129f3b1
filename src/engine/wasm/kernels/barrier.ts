import { threads } from './context';

/**
 * Where threads wait for each other: three words of shared memory (arrived, generation, sleepers). The last to arrive begins a new
 * generation; the others watch for it a while, since the wait is mostly shorter than falling asleep, and then sleep.
 */
const ARRIVED: usize = 0;
const GENERATION: usize = 64;
const SLEEPERS: usize = 128;

/** Looks at the generation before a thread falls asleep: about 20 microseconds. */
const LOOKS: i32 = 4000;

/** Waits until the word at `generation` is no longer `seen`. */
export function awaitChange(generation: usize, sleepers: usize, seen: i32): void {
  for (let i = 0; i < LOOKS; i++) if (atomic.load<i32>(generation) != seen) return;
  atomic.add<i32>(sleepers, 1);
  while (atomic.load<i32>(generation) == seen) atomic.wait<i32>(generation, seen, -1);
  atomic.sub<i32>(sleepers, 1);
}

/** Begins a new generation. A thread that is just falling asleep notices the change itself, so that none is ever missed. */
export function announce(generation: usize, sleepers: usize): void {
  atomic.add<i32>(generation, 1);
  if (atomic.load<i32>(sleepers) > 0) atomic.notify(generation, -1);
}

/** Returns once all threads have come here. */
export function barrier(words: usize): void {
  if (threads == 1) return;
  const seen = atomic.load<i32>(words + GENERATION);
  if (atomic.add<i32>(words + ARRIVED, 1) + 1 == threads) {
    atomic.store<i32>(words + ARRIVED, 0);
    announce(words + GENERATION, words + SLEEPERS);
    return;
  }
  awaitChange(words + GENERATION, words + SLEEPERS, seen);
}
