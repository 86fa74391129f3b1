/** Pixels that results too close to be told apart are drawn above each other, where the row has room. */
const STACKED = 7;
const CLOSE = 4;

/**
 * How far above the middle of its row each dot is drawn, in pixels, so that equal results do not hide each other: each on the level nearest to the middle
 * that no dot beside it has, the levels so close together that all of them stay in the row.
 *
 * @param places of the dots along the row, in pixels
 * @param most how far from the middle a dot may be drawn, in pixels
 */
export function stackedDots(places: readonly number[], most: number): number[] {
  const levels: number[] = [];
  places.forEach((place, i) => {
    const taken = new Set(levels.filter((_, k) => Math.abs((places[k] ?? 0) - place) < CLOSE));
    let level = 0;
    while (taken.has(level)) level++;
    levels[i] = level;
  });
  // Above the middle, below it, above those.
  const heights = levels.map((level) => (level % 2 === 0 ? 0 - level / 2 : (level + 1) / 2));
  const distance = Math.min(STACKED, most / Math.max(1, ...heights.map(Math.abs)));
  return heights.map((height) => height * distance);
}
