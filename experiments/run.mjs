/**
 * `npm run experiments [-- id …]`: trains the published experiments in the built app, in a headless Chromium, and writes docs/experiments/ and
 * docs/experiments.md. What it takes is told by `npm run experiments -- --help`. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const alias = { '@': path('../src'), '@tests': path('../tests') };
const { module } = await runnerImport(path('main.ts'), { root: path('..'), resolve: { alias }, logLevel: 'warn' });
process.exitCode = await module.main(process.argv.slice(2));
