/** What stands where there is no number yet. */
export const NO_NUMBER = '—';

const MINUTE = 60;
const HOUR = 3600;
const KILO = 1e3;
const MEGA = 1e6;
const GIGA = 1e9;

const isNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** A negative number with the sign that is printed, a minus in the place of the hyphen; exponents keep theirs ("−2.5", "1e-8"). */
export const withMinus = (text: string): string => text.replace(/^-/, '−');

/** A number as it was typed, in all its digits. A dash for NaN, which is what a field holds while it is half typed. */
export const formatNumber = (value: number): string => (Number.isFinite(value) ? String(value) : NO_NUMBER);

/** A number in so few digits that it can be compared at a glance: "0.001", "0.000315", "1e-8". */
export const formatDigits = (value: number, digits = 3): string => withMinus(formatNumber(Number(value.toPrecision(digits))));

/**
 * A number with so many digits after the point, rounded as Python's formatting does: exactly, and to the even digit where it lies just between
 * two (0.125 becomes "0.12"). Such ties are the odd multiples of 2^-(digits + 1), the only binary fractions that end in a decimal 5 there.
 */
export function formatFixed(value: number, digits: number): string {
  const halves = value * 2 ** (digits + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
}

/**
 * A share as people read it: 0.9123 is "91.2%". A dash for nothing and for NaN. The digits are those of the share itself, not of a hundred times
 * it, so that "82.1%" never stands beside 0.820.
 */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  return isNumber(share) ? `${(100 * Number(formatFixed(share, digits + 2))).toFixed(digits)}%` : NO_NUMBER;
}

/** A share that somebody set, or at a tick of an axis, in no more digits than it has: "10%", "2.5%". */
export const formatShare = (share: number): string => (Number.isFinite(share) ? `${Number((100 * share).toFixed(2))}%` : NO_NUMBER);

/** A part of a whole: "4.4%", "under 0.1%". */
export function formatPart(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  if (percent > 0 && percent < 0.1) return 'under 0.1%';
  return `${percent.toLocaleString('en', { maximumFractionDigits: 1 })}%`;
}

/** A loss with three decimals, or in powers of ten where three decimals say nothing ("1.2e-5", "3.4e+6"). */
export function formatLoss(loss: number | null | undefined): string {
  if (!isNumber(loss)) return NO_NUMBER;
  const size = Math.abs(loss);
  return size !== 0 && (size < 0.0005 || size >= 10_000) ? loss.toExponential(1) : loss.toFixed(3);
}

/** A whole number with commas between thousands: "421,642". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A number as a report prints it: so many digits after the point, commas where there are none. What rounds to zero has no sign. */
export const formatPrinted = (value: number, digits: number): string =>
  withMinus(digits === 0 ? formatCount(value) : (Number(value.toFixed(digits)) || 0).toFixed(digits));

/** A count short enough for a narrow place: "980", "8 K", "4.2 M". */
export function formatShort(count: number): string {
  if (count >= GIGA) return `${threeDigits(count / GIGA, 10)} G`;
  if (count >= MEGA) return `${threeDigits(count / MEGA, 10)} M`;
  return count >= KILO ? `${threeDigits(count / KILO, 10)} K` : String(count);
}

/** Bytes in units of a thousand, as downloads and disks are measured: "1.6 MB" is 1,600,000 bytes. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NO_NUMBER;
  if (bytes < KILO) return `${bytes} B`;
  if (bytes < MEGA) return `${threeDigits(bytes / KILO, 100)} KB`;
  return bytes < GIGA ? `${threeDigits(bytes / MEGA, 100)} MB` : `${threeDigits(bytes / GIGA, 100)} GB`;
}

/** One decimal below `whole`, none from there on. */
const threeDigits = (value: number, whole: number): string => value.toLocaleString('en', { maximumFractionDigits: value < whole ? 1 : 0 });

/** "1 epoch", "5 epochs", "54,000 images"; `many` where it is not the word with an s. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${Number.isFinite(count) ? count.toLocaleString('en') : NO_NUMBER} ${count === 1 ? one : many}`;

/** "1 image", "54,000 images". */
export const imagesInWords = (count: number): string => counted(count, 'image');

/** "1 row", "16,000 rows". */
export const rowsInWords = (count: number): string => counted(count, 'row');

/** "1 epoch", "5 epochs". */
export const epochsInWords = (count: number): string => counted(count, 'epoch');

/** Seconds in the two largest units that matter: "0.4 s", "41 s", "2 min 5 s", "1 h 3 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return NO_NUMBER;
  if (seconds > 0 && seconds < 0.05) return '< 0.1 s';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
}

/** A number beside an axis: as it is, or in powers of ten where digits would not fit ("1e+15", when a loss ran away). */
export function formatTick(value: number): string {
  return withMinus(Math.abs(value) < 1e5 ? String(value) : value.toExponential().replace(/(\.\d)\d+/, '$1'));
}
