import { keep, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { StepResults } from '@/engine/engine';
import type { Device } from './device';

/** Steps in one block. */
const CAPACITY = 256;

/**
 * Each step's [loss, correct], gathered on the device: step after step into a block of one fixed size, so that a reading waits once for many steps
 * and needs one shader however many they are.
 */
export class StepLog {
  private full: Tensor[] = [];
  private block: Tensor | null = null;
  /** Steps in `block`. */
  private count = 0;

  constructor(private readonly device: Device) {}

  /** Takes a step's result over and disposes it. */
  append(result: Tensor): void {
    const before = this.block ?? tensor1d(new Float32Array(2 * CAPACITY));
    this.block = keep(this.device.put(before, result, this.count));
    before.dispose();
    result.dispose();
    this.count++;
    if (this.count === CAPACITY) this.startBlock();
  }

  /** Waits for the steps so far and forgets them. */
  async take(): Promise<StepResults> {
    const steps = this.full.length * CAPACITY + this.count;
    if (this.block) this.startBlock();
    const blocks = this.full;
    this.full = [];
    try {
      return resultsIn(await this.device.guard(Promise.all(blocks.map((block) => block.data()))), steps);
    } finally {
      for (const block of blocks) block.dispose();
    }
  }

  dispose(): void {
    if (this.block) this.startBlock();
    for (const block of this.full) block.dispose();
    this.full = [];
  }

  private startBlock(): void {
    if (this.block) this.full.push(this.block);
    this.block = null;
    this.count = 0;
  }
}

/** The first `steps` of blocks of loss, correct, loss, correct, ... */
function resultsIn(blocks: readonly ArrayLike<number>[], steps: number): StepResults {
  const at = (step: number, which: 0 | 1) => blocks[Math.floor(step / CAPACITY)]![2 * (step % CAPACITY) + which]!;
  return {
    losses: Float32Array.from({ length: steps }, (_, step) => at(step, 0)),
    correct: Float32Array.from({ length: steps }, (_, step) => at(step, 1)),
  };
}
