/** What stands where there is no number yet. */
export const NO_NUMBER = '—';

const SHORT_NAMES: Record<string, string> = { 'T-shirt/top': 'T-shirt', 'Ankle boot': 'Boot' };

const MINUTE = 60;
const HOUR = 3600;

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
 * A share as people read it: 0.9123 is "91.2%". A dash for nothing and for NaN. The digits are those of the share itself, not of a hundred times it, so that
 * "82.1%" never stands beside 0.820.
 */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  return isNumber(share) ? `${(100 * Number(formatFixed(share, digits + 2))).toFixed(digits)}%` : NO_NUMBER;
}

/** A loss with three decimals, or in powers of ten where three decimals say nothing ("1.2e-5", "3.4e+6"). */
export function formatLoss(loss: number | null | undefined): string {
  if (!isNumber(loss)) return NO_NUMBER;
  const size = Math.abs(loss);
  return size !== 0 && (size < 0.0005 || size >= 10_000) ? loss.toExponential(1) : loss.toFixed(3);
}

/** A whole number with commas between thousands. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

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

/** Fashion-MNIST's two long names as people say them, for narrow places; other names stay. */
export function shortClassName(name: string): string {
  return SHORT_NAMES[name] ?? name;
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** A figure beside an axis: as it is, or in powers of ten where digits would not fit ("1e+15", when a loss ran away). */
export function formatTick(value: number): string {
  return Math.abs(value) < 1e5 ? String(value) : value.toExponential().replace(/(\.\d)\d+/, '$1');
}
