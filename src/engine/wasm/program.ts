import { KERNEL, OPERANDS, OPERATIONS } from './generated/kernels';

export type OperationName = keyof typeof OPERATIONS;

/** Every operand of an operation by name; all are numbers, addresses in bytes. */
export type Operands<O extends OperationName> = { [Name in keyof (typeof OPERANDS)[(typeof OPERATIONS)[O]['operands']]]: number };

/** The operands of the instructions that several operations share. */
export type PoolOperands = Operands<'MaxPool'>;
export type MeansOperands = Operands<'Means'>;
export type NormOperands = Operands<'NormApply'>;
export type UpdateOperands = Operands<'UpdateSgd'>;

const INSTRUCTION_WORDS = KERNEL.INSTRUCTION_BYTES / 4;

/** A program in words, and its number of instructions. */
export interface Program {
  words: Uint32Array;
  count: number;
}

/** Writes a program for the kernels, instruction after instruction (their form is described in kernels/instructions). */
export class ProgramWriter {
  private readonly words: number[] = [];
  private readonly bits = new DataView(new ArrayBuffer(4));
  /** Instructions that must be complete before the next one begins. */
  private needed = 0;

  /**
   * Appends an instruction. The next one waits for it, unless `free` says that the next touches nothing that this one writes, and writes
   * nothing that this one reads.
   */
  emit<O extends OperationName>(operation: O, operands: Operands<O>, free = false): void {
    const { number, operands: types } = OPERATIONS[operation];
    const start = this.words.length;
    this.words.push(number, this.needed);
    for (const [name, type] of Object.entries(OPERANDS[types])) {
      const value = (operands as Record<string, number>)[name] ?? 0;
      this.words.push(type === 'float' ? this.floatBits(value) : value);
    }
    while (this.words.length < start + INSTRUCTION_WORDS) this.words.push(0);
    if (!free) this.needed = this.count;
  }

  /** Instructions so far. */
  get count(): number {
    return this.words.length / INSTRUCTION_WORDS;
  }

  /** The finished program. */
  finish(): Program {
    return { words: Uint32Array.from(this.words), count: this.count };
  }

  private floatBits(value: number): number {
    this.bits.setFloat32(0, value);
    return this.bits.getUint32(0);
  }
}
