import { formatFixed } from '@/experiment/words/numbers';
import { csvText } from './csv';
import type { ClassificationReport, ReportRow } from './report';

/** Width of a column of figures, as scikit-learn prints them. */
const COLUMN = 9;
const HEADINGS = ['precision', 'recall', 'f1-score', 'support'];

/** The report as scikit-learn's classification_report prints it. */
export function reportText(report: ClassificationReport, digits = 2): string {
  const classes = report.classes.map((row) => ({ ...row, name: onOneLine(row.name) }));
  const width = Math.max('weighted avg'.length, ...classes.map(({ name }) => name.length), digits);
  const line = (name: string, figures: string[]) =>
    `${name.padStart(width)} ${figures.map((figure) => ` ${figure.padStart(COLUMN)}`).join('')}`;
  const row = ({ name, precision, recall, f1, support }: ReportRow) =>
    line(name, [precision, recall, f1].map((value) => formatFixed(value, digits)).concat(String(support)));
  const accuracy =
    report.accuracy === null ? [] : [line('accuracy', ['', '', formatFixed(report.accuracy, digits), String(report.support)])];
  const head = line('', HEADINGS);
  return [head, '', ...classes.map(row), '', ...accuracy, ...report.averages.map(row), ''].join('\n');
}

/** A name that a person typed may hold tabs or line breaks, which would break the table. */
const onOneLine = (name: string): string => name.replace(/\s/g, ' ');

/** The report as CSV with a heading: name, precision, recall, f1-score, support; all digits. */
export function reportCsv(report: ClassificationReport): string {
  const row = ({ name, precision, recall, f1, support }: ReportRow) => [name, precision, recall, f1, support];
  const accuracy = report.accuracy === null ? [] : [['accuracy', null, null, report.accuracy, report.support]];
  return csvText([['class', ...HEADINGS], ...report.classes.map(row), ...accuracy, ...report.averages.map(row)]);
}
