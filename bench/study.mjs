/**
 * `npm run bench:study [-- --seeds=30]`: how well studies search, on functions whose minimum is known, and how honest their comparisons are. Nothing is
 * trained. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '30' } } });
const { module } = await runnerImport(path('study.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src') } },
  logLevel: 'warn',
});
module.benchStudies({ seeds: Number(values.seeds), say: (line) => process.stdout.write(`${line}\n`) });
