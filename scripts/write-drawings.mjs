/**
 * `node scripts/write-drawings.mjs`: writes the drawings of tests/fixtures/drawings anew, from the shapes in tests/support/drawings. They are
 * drawn by rules, with proportions and a trembling hand of their own, and owe nothing to any data set.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { module } = await runnerImport(path('../tests/support/drawings/write.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src') } },
  logLevel: 'warn',
});
module.writeDrawings();
