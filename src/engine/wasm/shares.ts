/** Which of how many consecutive parts of each batch a network is for. */
export interface Share {
  index: number;
  count: number;
}

/** A network that takes all of its batches. */
export const WHOLE: Share = { index: 0, count: 1 };

/** Position of the first image and number of the images that a share has of a batch of `whole` images; none where they are too few. */
export function rangeOf(whole: number, { index, count }: Share): { first: number; count: number } {
  const cut = (number: number) => Math.floor((whole * number) / count);
  return { first: cut(index), count: cut(index + 1) - cut(index) };
}

/** Most images that any share has of a batch of `whole`. */
export const largestShare = (whole: number, { count }: Share): number => Math.ceil(whole / count);
