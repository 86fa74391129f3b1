/** The light colors of the page (`app/tokens.css`): pictures are looked at on paper and on slides, whatever the page looks like. */
export const PAPER = '#ffffff';
export const INK = '#1c1b1a';
export const SOFT = '#625e59';
export const RULE = '#e4e0da';
export const EDGE = '#8d8882';
export const TRAIN = '#b84a06';
export const VAL = '#0b66a8';
export const GOOD = '#17724a';
export const BAD = '#b3261e';
export const ACCENT = '#3346c8';

/** A tone between white and a deep blue, for a share of 0 to 1, and the text color that can be read on it. */
export function toneOf(share: number): { fill: string; ink: string } {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * Math.min(1, Math.max(0, share)));
  return { fill: `rgb(${mix(255, 14)} ${mix(255, 89)} ${mix(255, 143)})`, ink: share > 0.55 ? PAPER : INK };
}
