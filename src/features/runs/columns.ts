import { formatCount, formatDuration, formatLoss, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';
import type { RunRow } from './run-row';
import type { SortKey } from './sorting';

interface Column {
  key: SortKey;
  title: string;
  /** In full where the title is cut short. */
  help?: string;
  /** A column of figures, which stands at the right. */
  figure?: (row: RunRow) => string;
}

/** The columns in their order: what the model is, how good it is on images it never saw, what it cost, how it came about. */
export const COLUMNS: readonly Column[] = [
  { key: 'model', title: 'Model' },
  { key: 'testAccuracy', title: 'Test accuracy', figure: ({ testAccuracy }) => formatPercent(testAccuracy) },
  {
    key: 'testLoss',
    title: 'Test loss',
    help: 'On the test images. Includes L1 and L2 penalties, if any',
    figure: ({ testLoss }) => formatLoss(testLoss),
  },
  {
    key: 'macroF1',
    title: 'Macro F1',
    help: 'The mean of all classes’ F1, on the test images',
    figure: ({ macroF1 }) => formatPercent(macroF1),
  },
  { key: 'validationAccuracy', title: 'Validation accuracy', figure: ({ validationAccuracy }) => formatPercent(validationAccuracy) },
  { key: 'parameters', title: 'Parameters', figure: ({ parameters }) => (parameters === null ? NO_NUMBER : formatCount(parameters)) },
  { key: 'epochs', title: 'Epochs', figure: ({ epochs }) => (epochs === null ? NO_NUMBER : formatCount(epochs)) },
  { key: 'seconds', title: 'Training time', figure: ({ seconds }) => (seconds === null ? NO_NUMBER : formatDuration(seconds)) },
  { key: 'status', title: 'Status' },
  { key: 'when', title: 'Started' },
  { key: 'engine', title: 'Engine' },
];
