import { takePart, threads } from './context';

/**
 * How threads share a program. Every instruction has as many parts as there are threads, numbered by tickets that count through all programs;
 * whoever is free takes the next ticket. A thread that the system keeps from running holds nobody up, and since a part is the same work
 * whoever does it, results do not depend on who was fast.
 */

/** Words of shared memory, each on a cache line of its own: tickets taken, parts completed, and the ticket at which the program ends. */
const TAKEN: usize = 0;
const COMPLETED: usize = 64;
const LIMIT: usize = 128;
/** The program's first ticket and its address. */
const BASE: usize = 192;
const PROGRAM: usize = 200;
/** Not 0: helpers may go home. */
const RELEASED: usize = 204;
/** Changes whenever there may be something to do; and how many threads sleep until it does. */
const CHANGE: usize = 256;
const SLEEPERS: usize = 320;

/** Bytes of one instruction: a word for the operation, a word for how many instructions must be complete before it, then the operands. */
export const INSTRUCTION_BYTES: i32 = 256;

/** Looks at the word of change before a thread falls asleep: some 20 microseconds, longer than most waits. */
const LOOKS: i32 = 4000;

/** Address of the words above. */
let control: usize = 0;

export function meetAt(words: usize): void {
  control = words;
}

/** Waits until there may be something new since `seen`. */
function awaitChange(seen: i32): void {
  for (let i = 0; i < LOOKS; i++) if (atomic.load<i32>(control + CHANGE) != seen) return;
  atomic.add<i32>(control + SLEEPERS, 1);
  while (atomic.load<i32>(control + CHANGE) == seen) atomic.wait<i32>(control + CHANGE, seen, -1);
  atomic.sub<i32>(control + SLEEPERS, 1);
}

/** Says that there may be something new. A thread that is just falling asleep notices the change itself, so that none is ever missed. */
function announce(): void {
  atomic.add<i32>(control + CHANGE, 1);
  if (atomic.load<i32>(control + SLEEPERS) > 0) atomic.notify(control + CHANGE, -1);
}

/** Offers a program of `count` instructions to all threads. The one before must be complete. */
export function offer(program: usize, count: i32): void {
  const base = atomic.load<i64>(control + LIMIT);
  atomic.store<u32>(control + PROGRAM, <u32>program);
  atomic.store<i64>(control + BASE, base);
  atomic.store<i64>(control + LIMIT, base + <i64>(count * threads));
  announce();
}

/** Sends the helpers home. */
export function dismiss(): void {
  atomic.store<i32>(control + RELEASED, 1);
  announce();
}

/**
 * Takes the next part, does what `takePart` and the returned instruction say, and so on: call until it returns 0. For the leader that is when
 * the program is complete, for a helper when it is dismissed.
 *
 * What is read before the ticket is taken may be out of date (the leader may have begun another program meanwhile), but then the ticket is
 * gone too, taking it fails, and everything is read again.
 */
export function nextInstruction(leads: bool): usize {
  while (true) {
    const seen = atomic.load<i32>(control + CHANGE);
    if (!leads && atomic.load<i32>(control + RELEASED)) return 0;
    const limit = atomic.load<i64>(control + LIMIT);
    const ticket = atomic.load<i64>(control + TAKEN);
    if (ticket >= limit) {
      if (leads && atomic.load<i64>(control + COMPLETED) >= limit) return 0;
      awaitChange(seen);
      continue;
    }
    const base = atomic.load<i64>(control + BASE);
    const order = <i32>(ticket - base);
    if (order < 0) continue;
    const index = order / threads;
    const instruction = <usize>atomic.load<u32>(control + PROGRAM) + <usize>(index * INSTRUCTION_BYTES);
    const needed = base + <i64>(load<i32>(instruction, 4) * threads);
    if (atomic.load<i64>(control + COMPLETED) < needed) {
      awaitChange(seen);
      continue;
    }
    if (atomic.cmpxchg<i64>(control + TAKEN, ticket, ticket + 1) != ticket) continue;
    takePart(order - index * threads);
    return instruction;
  }
}

/** Says that the part at hand is done. All programs have whole instructions, so the count of parts tells where one ends. */
export function complete(): void {
  const done = atomic.add<i64>(control + COMPLETED, 1) + 1;
  if (done % threads == 0) announce();
}
