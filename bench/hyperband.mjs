/**
 * `npm run bench:hyperband [-- --space=wide --seed=1 --images=12000 --epochs=27 --trials=27 --units=128 --batch=64 --data=FOLDER]`: how many epochs Hyperband needs on the images of
 * Fashion-MNIST to reach the best validation accuracy of a random search in the same space. Several `--seed` are measured one after the other. Curves are
 * kept in node_modules/.cache, so that what is cut short goes on. The rest is TypeScript, which Vite reads for Node.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const cache = path('../node_modules/.cache/bench-hyperband');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', multiple: true, default: ['1'] },
    space: { type: 'string', default: 'wide' },
    images: { type: 'string', default: '12000' },
    epochs: { type: 'string', default: '27' },
    trials: { type: 'string', default: '27' },
    units: { type: 'string', default: '128' },
    batch: { type: 'string', default: '64' },
    data: { type: 'string', default: path('../../shared/fashion-mnist') },
  },
});
const { module } = await runnerImport(path('hyperband.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src') } },
  logLevel: 'warn',
});
mkdirSync(cache, { recursive: true });
const numbers = Object.fromEntries(['images', 'epochs', 'trials', 'units', 'batch'].map((name) => [name, Number(values[name])]));
await module.benchHyperband({
  ...numbers,
  space: values.space,
  seeds: values.seed.map(Number),
  folder: values.data,
  cache,
  say: (line) => process.stdout.write(`${line}\n`),
});
