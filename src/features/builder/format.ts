const MILLION = 1e6;
const KILOBYTE = 1024;

/** "421,642". */
export const formatCount = (count: number): string => count.toLocaleString('en');

/** A count short enough for a foot: "980", "8 K", "4.2 M". */
export function formatShort(count: number): string {
  const one = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
  if (count >= 1000 * MILLION) return `${one(count / (1000 * MILLION))} G`;
  if (count >= MILLION) return `${one(count / MILLION)} M`;
  return count >= 1000 ? `${one(count / 1000)} K` : String(count);
}

/** Bytes as a system's file list shows them: "1.6 MB" of 1,024 × 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} B`;
  const [value, unit] = bytes < KILOBYTE ** 2 ? [bytes / KILOBYTE, 'KB'] : [bytes / KILOBYTE ** 2, 'MB'];
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })} ${unit}`;
}

/** A part of a whole: "4.4%", "under 0.1%". */
export function formatShare(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  if (percent > 0 && percent < 0.1) return 'under 0.1%';
  return `${percent.toLocaleString('en', { maximumFractionDigits: 1 })}%`;
}
