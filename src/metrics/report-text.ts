import { formatFixed } from '@/experiment/words/numbers';
import type { ClassificationReport, ReportRow } from './report';

/** Width of a column of figures, as scikit-learn prints them. */
const COLUMN = 9;
const HEADINGS = ['precision', 'recall', 'f1-score', 'support'];

/** The report as scikit-learn's classification_report prints it. */
export function reportText(report: ClassificationReport, digits = 2): string {
  const width = Math.max('weighted avg'.length, ...report.classes.map(({ name }) => name.length), digits);
  const line = (name: string, figures: string[]) =>
    `${name.padStart(width)} ${figures.map((figure) => ` ${figure.padStart(COLUMN)}`).join('')}`;
  const row = ({ name, precision, recall, f1, support }: ReportRow) =>
    line(name, [precision, recall, f1].map((value) => formatFixed(value, digits)).concat(String(support)));
  const accuracy =
    report.accuracy === null ? [] : [line('accuracy', ['', '', formatFixed(report.accuracy, digits), String(report.support)])];
  const head = line('', HEADINGS);
  return [head, '', ...report.classes.map(row), '', ...accuracy, ...report.averages.map(row), ''].join('\n');
}

/** The report as CSV with a heading: name, precision, recall, f1-score, support; all digits. */
export function reportCsv(report: ClassificationReport): string {
  const row = ({ name, precision, recall, f1, support }: ReportRow) => [quoted(name), precision, recall, f1, support].join(',');
  const accuracy = report.accuracy === null ? [] : [['accuracy', '', '', report.accuracy, report.support].join(',')];
  return [`class,${HEADINGS.join(',')}`, ...report.classes.map(row), ...accuracy, ...report.averages.map(row), ''].join('\r\n');
}

/** The answers to a set of images, as they are exported: a row an image. */
export interface Predictions {
  /** The images' positions in the data set. */
  indices: ArrayLike<number>;
  /** Right classes. */
  targets: ArrayLike<number>;
  /** images * classes numbers. */
  probabilities: Float32Array;
}

/**
 * Predictions as CSV: index, label, predicted, then the probability of each class (column `p_<class>`), in all digits that a 32-bit float has.
 * The predicted class is the one of the largest probability, the first of equals.
 */
export function predictionsCsv({ indices, targets, probabilities }: Predictions, names: readonly string[]): string {
  const lines = [['index', 'label', 'predicted', ...names.map((name) => quoted(`p_${name}`))].join(',')];
  for (let image = 0; image < targets.length; image++) {
    const row = probabilities.subarray(image * names.length, (image + 1) * names.length);
    const predicted = row.indexOf(Math.max(...row));
    lines.push(
      [indices[image], quoted(names[targets[image]!] ?? ''), quoted(names[predicted] ?? ''), ...Array.from(row, shortest)].join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Nine significant digits tell any two 32-bit floats apart. */
const shortest = (value: number): string => String(Number(value.toPrecision(9)));

/** A CSV field (RFC 4180): in quotes where it holds a comma, a quote or a line break. */
export const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
