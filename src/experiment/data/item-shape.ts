/** Height, width and channels of one image: 1 channel is gray, 3 are red, green and blue. A row of a table is 1 high, with a number for each input. */
export type ItemShape = readonly [height: number, width: number, channels: number];

/** Bytes of one image, a byte for each pixel and channel. */
export const bytesPerItem = ([height, width, channels]: ItemShape): number => height * width * channels;

/** The longest side that an image may have, in pixels. */
export const LARGEST_SIDE = 96;

/** The most classes that a data set may have. A label is a byte, and 255 marks an image that a task leaves out. */
export const MOST_CLASSES = 100;
