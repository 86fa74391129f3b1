/**
 * Reads `count` floats of each of four rows and writes them side by side: the four numbers of depth k at to + k * step. Works in squares of
 * four, so it may read and write up to three depths too many: what follows is written later, or is slack.
 */
@inline
export function interleave(row0: usize, row1: usize, row2: usize, row3: usize, count: i32, to: usize, step: usize): void {
  for (let k = 0; k < count; k += 4) {
    const offset = (<usize>k) << 2;
    const a = v128.load(row0 + offset);
    const b = v128.load(row1 + offset);
    const c = v128.load(row2 + offset);
    const d = v128.load(row3 + offset);
    const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
    v128.store(to + step, v128.shuffle<i64>(abLow, cdLow, 1, 3));
    v128.store(to + 2 * step, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
    v128.store(to + 3 * step, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    to += 4 * step;
  }
}
