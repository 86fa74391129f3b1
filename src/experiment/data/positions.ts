/**
 * Positions of images: a data set's training file first, then its test file. A changed copy of a training image that a split holds out has the position
 * of the image plus this number, which is larger than any data set.
 */
const COPY = 2 ** 31;

/** The position of a held-out copy, from that of the image that it was made of. */
export const copyAt = (original: number): number => COPY + original;

/** The position of the image that a copy was made of; `null` for an image of the data set itself. */
export const originalOf = (position: number): number | null => (position >= COPY ? position - COPY : null);
