/**
 * What the kernels can be told to do. A program is a row of instructions in linear memory, INSTRUCTION_BYTES each (crew.ts): a word with the
 * operation's number, a word with how many of the program's instructions must be complete before this one begins, then the operands in the
 * order of its class; each family of classes has a file here. `scripts/build-kernels.mjs` reads them all and writes the same table for the
 * planner, so that the two sides cannot drift apart: keep one operand a line, every operand four bytes (usize, i32, u32 or f32). Addresses
 * and strides are in bytes where they say so, else lengths count floats.
 */
export * from './elementwise';
export * from './maps';
export * from './moves';
export * from './normalization';
export * from './products';
export * from './recurrent';
export * from './training';
