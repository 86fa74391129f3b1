import { CANVAS } from './types';

/** The image the other way round, left to right. `pixels` has CANVAS * CANVAS bytes. */
export const mirroredImage = (pixels: Uint8Array): Uint8Array =>
  pixels.map((_, at) => pixels[at - (at % CANVAS) + CANVAS - 1 - (at % CANVAS)]!);
