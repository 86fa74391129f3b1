import { formatCount, formatDuration, formatLoss } from '@/experiment/words/numbers';

/** How a figure differs from the baseline's, signed and in its own unit. */
export type DifferenceWords = (difference: number) => string;

const signed = (difference: number, size: string): string => {
  if (!/[1-9]/.test(size)) return '±0';
  return difference > 0 ? `+${size}` : `−${size}`;
};

/** Shares, in percentage points. */
export const pointsApart: DifferenceWords = (difference) => {
  const size = Math.abs(100 * difference).toFixed(1);
  const words = signed(difference, size);
  return words === '±0' ? words : `${words} points`;
};

/** R2 has no unit. */
export const r2Apart: DifferenceWords = (difference) => signed(difference, Math.abs(difference).toFixed(3));
export const lossApart: DifferenceWords = (difference) => signed(difference, formatLoss(Math.abs(difference)));
export const countApart: DifferenceWords = (difference) => signed(difference, formatCount(Math.abs(difference)));
/** Seconds; less than a tenth of one is no difference. */
export const timeApart: DifferenceWords = (difference) =>
  Math.abs(difference) < 0.05 ? '±0' : signed(difference, formatDuration(Math.abs(difference)));
