/**
 * What the kernels can be told to do. A program is a row of instructions in linear memory, INSTRUCTION_BYTES each (threads/crew.ts): a word with
 * the operation's number, a word with how many of the program's instructions must be complete before this one begins, then the operands in the
 * order of its class; each family of classes has a file here. An operation is an exported function whose one parameter is such a class:
 * scripts/build-kernels.mjs finds them all, numbers them, and writes the kernels' dispatch and the planner's table, so that the two sides cannot
 * drift apart. Keep one operand a line, every operand four bytes (usize, i32, u32 or f32). Addresses and strides are in bytes where they say
 * so, else lengths count floats.
 */
export * from './elementwise';
export * from './maps';
export * from './moves';
export * from './normalization';
export * from './products';
export * from './recurrent';
export * from './training';
