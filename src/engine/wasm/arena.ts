/** A place in linear memory, in bytes from its beginning. */
export type Address = number;

/** Everything begins on a cache line, and vectors may reach over the end of what they belong to. */
const LINE = 64;

/** WebAssembly's unit of memory. */
export const PAGE_BYTES = 65536;

/** Rounds up to whole cache lines. */
export const wholeLines = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/** Hands out linear memory before it exists: a network's whole need is known when it is planned, so nothing is ever allocated or freed later. */
export class Arena {
  /** Address 0 stays unused: it means "none". */
  private end = LINE;
  private count = 0;

  /** Reserves `bytes`, from the beginning of a cache line. */
  bytes(bytes: number): Address {
    const address = this.end;
    this.end += wholeLines(bytes);
    this.count++;
    return address;
  }

  /** Reserves `count` floats. */
  floats(count: number): Address {
    return this.bytes(4 * count);
  }

  /** Bytes needed for all of it, vectors that read past the last tensor included. */
  get size(): number {
    return this.end + 4096;
  }

  /** How many pieces were reserved. */
  get pieces(): number {
    return this.count;
  }
}
