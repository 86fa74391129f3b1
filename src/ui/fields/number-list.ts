/** A list longer than this is cut: it is wrong anyway, and what keeps designs refuses endless ones. */
const MOST = 8;

/** The numbers of a line such as "28, 28" or "7 x 7 x 64"; NaN stands for what is none, an empty list for an empty line. */
export function parseNumberList(text: string): number[] {
  const words = text.split(/[\s,;x×()[\]]+/i).filter((word) => word !== '');
  return words.slice(0, MOST).map(Number);
}

/** The line that stands for a list of numbers, what is no number left out. */
export const formatNumberList = (numbers: readonly number[]): string => numbers.filter(Number.isFinite).join(', ');

/** The same numbers in the same order, unreadable ones counted as equal. */
export const sameNumbers = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
