/** The smallest size that the slider offers; fewer can be typed. */
const LEAST = 10;

/** Sizes people would name: one or two figures, then zeros. */
function rounded(size: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 1);
  return Math.round(size / unit) * unit;
}

/** The size at a place of the slider, 0 to 1 in powers of the size, since ten more matter at a hundred and not at 50,000; `null` at the end. */
export function sizeAt(place: number, available: number): number | null {
  if (place >= 1 || available <= LEAST) return null;
  const size = rounded(LEAST * (available / LEAST) ** Math.max(0, place));
  return size >= available ? null : size;
}

/** Where on the slider a size stands; 1 for all. */
export function sliderPlace(size: number | null, available: number): number {
  if (size === null || available <= LEAST) return 1;
  if (!(size > LEAST)) return 0;
  return Math.min(1, Math.log(size / LEAST) / Math.log(available / LEAST));
}
