import { KERNEL, OPERANDS, OPERATIONS } from './generated/kernels';

type Kind = keyof typeof OPERANDS;
export type OperationName = keyof typeof OPERATIONS;

/** Which operands an operation takes, where it is not a kind of its own. */
const KIND_OF = {
  PackSide: 'Multiply',
  Rectify: 'Gate',
  MaxPool: 'Pool',
  MaxPoolBackward: 'Pool',
  AveragePool: 'Pool',
  AveragePoolBackward: 'Pool',
  MeansBackward: 'Means',
  RepeatBackward: 'Repeat',
  NormStatistics: 'Norm',
  NormMoments: 'Norm',
  NormApply: 'Norm',
  NormGradients: 'Norm',
  NormCoefficients: 'Norm',
  NormBackward: 'Norm',
  SimpleRnn: 'Recurrent',
  SimpleRnnBackward: 'Recurrent',
  Lstm: 'Recurrent',
  LstmBackward: 'Recurrent',
  Gru: 'Recurrent',
  GruBackward: 'Recurrent',
  CrossEntropy: 'Loss',
  BinaryCrossEntropy: 'Loss',
  SquaredError: 'Loss',
  BinarySquaredError: 'Loss',
  UpdateSgd: 'Update',
  UpdateMomentum: 'Update',
  UpdateRmsprop: 'Update',
  UpdateAdam: 'Update',
  UpdateAdagrad: 'Update',
  UpdateAdadelta: 'Update',
  UpdateAdamax: 'Update',
  UpdateAdamw: 'Update',
  UpdateNadam: 'Update',
} as const satisfies Partial<Record<OperationName, Kind>>;

type KindOf<O extends OperationName> = O extends keyof typeof KIND_OF ? (typeof KIND_OF)[O] : O extends Kind ? O : never;

/** Every operand of an operation by name; all are numbers, addresses in bytes. */
export type Operands<O extends OperationName> = { [Name in keyof (typeof OPERANDS)[KindOf<O>]]: number };

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
    const kind = operation in KIND_OF ? KIND_OF[operation as keyof typeof KIND_OF] : (operation as Kind);
    const start = this.words.length;
    this.words.push(OPERATIONS[operation], this.needed);
    for (const [name, type] of Object.entries(OPERANDS[kind])) {
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
