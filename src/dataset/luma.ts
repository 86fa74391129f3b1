/** The gray of a color, by the weights of Rec. 601. */
export const lumaOf = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** Color pixels (three bytes each) as gray ones (one byte each). */
export const grayOf = (rgb: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: rgb.length / 3 }, (_, p) => Math.round(lumaOf(rgb[3 * p]!, rgb[3 * p + 1]!, rgb[3 * p + 2]!)));
