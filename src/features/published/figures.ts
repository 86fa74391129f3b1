import type { FigureOf, PublishedFigure } from '@/experiment/presets/published';
import { formatPercent, formatPrinted, NO_NUMBER } from '@/experiment/words/numbers';

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

/** What is compared, and with how many digits its report prints it as a fraction. */
type Printed = Pick<PublishedFigure, 'digits' | 'figure'>;

/** What is no share of anything; R2 is written as everywhere, as a fraction. */
const PLAIN: ReadonlySet<string> = new Set<FigureOf['of']>([
  'loss',
  'parameters',
  'nonTrainable',
  'mse',
  'rmse',
  'rootMae',
  'r2',
  'trainingMse',
]);

/** Shares stand as percentages, as everywhere on the page; losses, errors and counts as they are. */
const isShare = ({ figure: { of } }: Printed): boolean => !PLAIN.has(of);

/** A figure as exact as the report prints it: "88.59%" for 0.8859; a dash where there is none. */
export function figureWords(value: number | null, figure: Printed): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  if (isShare(figure)) return formatPercent(value, shareDigits(figure));
  return formatPrinted(value, figure.digits);
}

const shareDigits = ({ digits }: Printed): number => Math.max(0, digits - 2);

/** Yours less the published, signed, in the report's digits: "+0.31 points" of a percentage, "−0.0042", "±0"; a dash where either is missing. */
export function differenceWords(yours: number | null, figure: Printed & Pick<PublishedFigure, 'value'>): string {
  if (yours === null || !Number.isFinite(yours)) return NO_NUMBER;
  const difference = Number((yours - figure.value).toFixed(figure.digits));
  if (difference === 0) return '±0';
  const size = Math.abs(difference);
  const words = isShare(figure) ? `${(100 * size).toFixed(shareDigits(figure))} points` : figureWords(size, figure);
  return difference > 0 ? `+${words}` : `−${words}`;
}
