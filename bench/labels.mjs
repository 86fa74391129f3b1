/**
 * `npm run bench:labels [-- --folds=3 --epochs=5 --data=FOLDER]`: how doubtful confident learning finds the labels of Fashion-MNIST's training set.
 * Trains a small CNN on the other folds for each fold, asks it about the images that it has not seen, and prints the ranks of some labels that are known to
 * look wrong. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values } = parseArgs({
  options: {
    folds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '5' },
    data: { type: 'string', default: path('../../shared/fashion-mnist') },
  },
});
const { module } = await runnerImport(path('labels.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src') } },
  logLevel: 'warn',
});
await module.rankSuspects({ folder: values.data, folds: Number(values.folds), epochs: Number(values.epochs) });
