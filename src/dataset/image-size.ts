import type { ImageShape } from './types';

/** Bytes of one image: a byte for each pixel and channel. */
export const imageBytes = ({ height, width, channels }: ImageShape): number => height * width * channels;
