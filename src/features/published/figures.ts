import type { PublishedFigure } from '@/experiment/presets/published';

/** A figure with as many digits as the report prints; a dash where there is none. */
export function figureWords(value: number | null, { digits }: Pick<PublishedFigure, 'digits'>): string {
  if (value === null || !Number.isFinite(value)) return '—';
  return digits === 0 ? value.toLocaleString('en') : value.toFixed(digits);
}

/** Yours less the published, signed, in the report's digits: "+0.0031", "±0"; a dash where either is missing. */
export function differenceWords(yours: number | null, figure: Pick<PublishedFigure, 'value' | 'digits'>): string {
  if (yours === null || !Number.isFinite(yours)) return '—';
  const difference = Number((yours - figure.value).toFixed(figure.digits));
  if (difference === 0) return '±0';
  const size = figureWords(Math.abs(difference), figure);
  return difference > 0 ? `+${size}` : `−${size}`;
}
