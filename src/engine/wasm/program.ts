import { NO_BARRIER, OPERANDS, OPERATIONS } from './generated/kernels';

type Kind = keyof typeof OPERANDS;
export type OperationName = keyof typeof OPERATIONS;

/** Which operands an operation takes, where it is not a kind of its own. */
const KIND_OF = {
  Rectify: 'Gate',
  MaxPool: 'Pool',
  MaxPoolBackward: 'Pool',
  AveragePool: 'Pool',
  AveragePoolBackward: 'Pool',
  NormStatistics: 'Norm',
  NormMoments: 'Norm',
  NormApply: 'Norm',
  NormGradients: 'Norm',
  NormCoefficients: 'Norm',
  NormBackward: 'Norm',
  CrossEntropy: 'Loss',
  BinaryCrossEntropy: 'Loss',
  UpdateSgd: 'Update',
  UpdateMomentum: 'Update',
  UpdateRmsprop: 'Update',
  UpdateAdam: 'Update',
  UpdateAdagrad: 'Update',
} as const satisfies Partial<Record<OperationName, Kind>>;

type KindOf<O extends OperationName> = O extends keyof typeof KIND_OF ? (typeof KIND_OF)[O] : O extends Kind ? O : never;

/** Every operand of an operation by name; all are numbers, addresses in bytes. */
export type Operands<O extends OperationName> = { [Name in keyof (typeof OPERANDS)[KindOf<O>]]: number };

/** The operands of the instructions that several operations share. */
export type PoolOperands = Operands<'MaxPool'>;
export type NormOperands = Operands<'NormApply'>;
export type UpdateOperands = Operands<'UpdateSgd'>;

/** Writes a program for the kernels, instruction after instruction (their form is described in kernels/instructions.ts). */
export class ProgramWriter {
  private readonly words: number[] = [];
  private readonly bits = new DataView(new ArrayBuffer(4));

  /**
   * Appends an instruction. Threads meet after it, unless `free` says that the next instruction touches nothing that this one writes, and
   * writes nothing that this one reads.
   */
  emit<O extends OperationName>(operation: O, operands: Operands<O>, free = false): void {
    const kind = operation in KIND_OF ? KIND_OF[operation as keyof typeof KIND_OF] : (operation as Kind);
    const fields = Object.entries(OPERANDS[kind]);
    this.words.push(OPERATIONS[operation] + (free ? NO_BARRIER : 0), 4 * (2 + fields.length));
    for (const [name, type] of fields) {
      const value = (operands as Record<string, number>)[name] ?? 0;
      this.words.push(type === 'float' ? this.floatBits(value) : value);
    }
  }

  /** The finished program as 32-bit words. */
  finish(): Uint32Array {
    return Uint32Array.from([...this.words, OPERATIONS.End]);
  }

  private floatBits(value: number): number {
    this.bits.setFloat32(0, value);
    return this.bits.getUint32(0);
  }
}
