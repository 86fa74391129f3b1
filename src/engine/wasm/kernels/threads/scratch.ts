import { longestRun, scratch } from './context';

/**
 * Blocks of a product: as many rows, columns and as much depth as are packed at a time. A packed left block stays in the second-level cache,
 * one panel of each side in the first.
 */
export const BLOCK_ROWS: i32 = 96;
export const BLOCK_COLUMNS: i32 = 256;
export const BLOCK_DEPTH: i32 = 384;

/** Packing may write this many bytes too many after a block. */
const SLACK: usize = 256;

const ROW_TABLE: usize = 0;
const CORNERS: usize = ROW_TABLE + (<usize>BLOCK_ROWS) * 4;
const SPARE_TILE: usize = CORNERS + 64;
const LEFT: usize = SPARE_TILE + 128;
const RIGHT: usize = LEFT + (<usize>BLOCK_ROWS) * (<usize>BLOCK_DEPTH) * 4 + SLACK;
const RUNS: usize = RIGHT + (<usize>BLOCK_COLUMNS) * (<usize>BLOCK_DEPTH) * 4 + SLACK;

/** Address of each row of the block in the result. */
@inline
export function rowTable(): usize {
  return scratch + ROW_TABLE;
}

/** Where four patches begin: map's address, y and x each. */
@inline
export function cornerTable(): usize {
  return scratch + CORNERS;
}

/** A tile that does not fit into the result goes here first. */
@inline
export function spareTile(): usize {
  return scratch + SPARE_TILE;
}

@inline
export function leftBlock(): usize {
  return scratch + LEFT;
}

@inline
export function rightBlock(): usize {
  return scratch + RIGHT;
}

/** Patch rows that hang over the map's edge: number 0 is a row of zeros for ever, the four others are filled when needed. */
@inline
export function runBuffer(index: i32): usize {
  return scratch + RUNS + (<usize>index) * runBytes(longestRun);
}

@inline
function runBytes(run: i32): usize {
  return (<usize>run) * 4 + 64;
}

/** Bytes of scratch a thread needs where the longest patch row has `run` floats. */
export function scratchBytes(run: i32): usize {
  return (RUNS + 5 * runBytes(run) + SLACK + 63) & ~63;
}
