/**
 * `npm run bench:app`: in the built app, which engine it picks for each preset and how fast each engine trains it, how long an epoch of M2 takes on
 * the real 60,000 images, the page's longest tasks while it trains, what the view "Network" costs a step, and how near the estimates of ten settings come. Prints tables and writes
 * bench/app-results.json; `-- epoch`, `-- tasks`, `-- inside` or `-- estimates` does one alone. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const alias = { '@': path('../src'), '@tests': path('../tests') };
const { module } = await runnerImport(path('app.ts'), { root: path('..'), resolve: { alias }, logLevel: 'warn' });
const parts = process.argv.slice(2);
await module.benchApp(parts.length > 0 ? parts : undefined);
