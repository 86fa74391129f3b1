import { formatCount, formatDuration, formatLoss, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';
import { formatR2 } from '@/experiment/words/score';
import type { RunRow } from './run-row';
import type { SortKey } from './sorting';

export interface Column {
  key: SortKey;
  title: string;
  /** In full where the title is cut short. */
  help?: string;
  /** A column of figures, which stands at the right. */
  figure?: (row: RunRow) => string;
  /** Shown only where a run has the figure. */
  rare?: boolean;
}

/** The columns in their order: what the model is, how good it is on images it never saw, what it cost, how it came about. */
const COLUMNS: readonly Column[] = [
  { key: 'model', title: 'Model' },
  { key: 'testAccuracy', title: 'Test accuracy', figure: ({ testAccuracy }) => formatPercent(testAccuracy) },
  { key: 'testR2', title: 'Test R2', figure: ({ testR2 }) => formatR2(testR2), rare: true },
  {
    key: 'testLoss',
    title: 'Test loss',
    help: 'On the test set. Includes L1 and L2 penalties, if any',
    figure: ({ testLoss }) => formatLoss(testLoss),
  },
  {
    key: 'macroF1',
    title: 'Macro F1',
    help: 'The mean of all classes’ F1, on the test set',
    figure: ({ macroF1 }) => formatPercent(macroF1),
  },
  { key: 'validationAccuracy', title: 'Validation accuracy', figure: ({ validationAccuracy }) => formatPercent(validationAccuracy) },
  { key: 'validationR2', title: 'Validation R2', figure: ({ validationR2 }) => formatR2(validationR2), rare: true },
  { key: 'parameters', title: 'Parameters', figure: ({ parameters }) => (parameters === null ? NO_NUMBER : formatCount(parameters)) },
  { key: 'epochs', title: 'Epochs', figure: ({ epochs }) => (epochs === null ? NO_NUMBER : formatCount(epochs)) },
  { key: 'seconds', title: 'Training time', figure: ({ seconds }) => (seconds === null ? NO_NUMBER : formatDuration(seconds)) },
  { key: 'status', title: 'Status' },
  { key: 'when', title: 'Started' },
  { key: 'engine', title: 'Engine' },
];

/** The columns that these runs have something to show in. */
export const columnsOf = (rows: readonly RunRow[]): readonly Column[] =>
  COLUMNS.filter(({ figure, rare }) => !rare || !figure || rows.some((row) => figure(row) !== NO_NUMBER));
