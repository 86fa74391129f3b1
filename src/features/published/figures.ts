import type { PublishedFigure } from '@/experiment/presets/published';

/** A published figure and the run's own. */
export interface Compared {
  figure: PublishedFigure;
  yours: number | null;
}

/** The figure that stands for all: the first one, and of a report that prints one for each epoch, that of the last epoch. */
export function headlineOf(rows: readonly Compared[]): Compared | undefined {
  const [first] = rows;
  const series = first && seriesOf(first);
  return series ? rows.findLast((row) => seriesOf(row) === series) : first;
}

/** Names what is printed epoch by epoch; `null` for a figure of the whole run. */
const seriesOf = ({ figure: { figure } }: Compared): string | null =>
  'epoch' in figure && typeof figure.epoch === 'number' ? `${figure.set} ${figure.of}` : null;

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
