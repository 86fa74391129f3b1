/** Numbers moved from one place to another. */

/** Pixel bytes of the chosen images become the floats of a batch: (byte - offset) * factor. */
@unmanaged
export class Gather {
  pixels: usize;
  /** Positions of the images, or 0 for the first `count` in order. */
  indices: usize;
  count: i32;
  /** Bytes of one image. */
  size: i32;
  out: usize;
  offset: f32;
  factor: f32;
}

/** Rows of `size` floats that are chosen, one after the other. */
@unmanaged
export class GatherRows {
  rows: usize;
  /** Positions of the rows, or 0 for the first `count` in order. */
  indices: usize;
  count: i32;
  size: i32;
  out: usize;
}

/** Fills a tensor with zeros. */
@unmanaged
export class Clear {
  to: usize;
  count: i32;
}

/** Repeat: each of `count` numbers goes `times` times in a row to `to`. RepeatBackward: each of `count` sums of `times` numbers in a row. */
@unmanaged
export class Repeat {
  from: usize;
  to: usize;
  count: i32;
  times: i32;
}

/** Runs of `length` numbers, [rows, columns] of them, become [columns, rows]. */
@unmanaged
export class Transpose {
  from: usize;
  to: usize;
  rows: i32;
  columns: i32;
  length: i32;
}

/** Sums of `rows` rows of `columns` numbers, `stride` apart: [columns]. */
@unmanaged
export class SumColumns {
  from: usize;
  to: usize;
  rows: i32;
  columns: i32;
  stride: i32;
}
