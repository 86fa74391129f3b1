import { perform } from './generated/dispatch';
import { become, threads } from './threads/context';
import { complete, dismiss, INSTRUCTION_BYTES, meetAt, nextInstruction, offer } from './threads/crew';

export { scratchBytes } from './threads/scratch';

/** Makes this instance one of `count` threads. `controlWords` is shared by all, the scratch is its own, `run` the longest patch row. */
export function join(controlWords: usize, count: i32, ownScratch: usize, run: i32): void {
  meetAt(controlWords);
  become(count, ownScratch, run);
}

/** Runs the program of `count` instructions at `program`, together with the helpers. */
export function lead(program: usize, count: i32): void {
  if (threads == 1) {
    for (let i = 0; i < count; i++) carryOut(program + <usize>(i * INSTRUCTION_BYTES));
    return;
  }
  offer(program, count);
  work(true);
}

/** Sends the helpers home. */
export function release(): void {
  dismiss();
}

/** A helper's life: its part of every program that the leader runs, until it is released. */
export function follow(): void {
  work(false);
}

function work(leads: bool): void {
  while (true) {
    const instruction = nextInstruction(leads);
    if (instruction == 0) return;
    carryOut(instruction);
    complete();
  }
}

/** This thread's part of an instruction: the operation's number, a word for the crew, then the operands. */
@inline
function carryOut(instruction: usize): void {
  perform(load<i32>(instruction), instruction + 8);
}
