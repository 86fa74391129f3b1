/** The gray of a color, by the weights of Rec. 601. */
export const lumaOf = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** Color pixels (three bytes each) as gray ones (one byte each). */
export function grayOf(rgb: Uint8Array): Uint8Array {
  const gray = new Uint8Array(rgb.length / 3);
  for (let p = 0; p < gray.length; p++) gray[p] = Math.round(lumaOf(rgb[3 * p]!, rgb[3 * p + 1]!, rgb[3 * p + 2]!));
  return gray;
}
