/**
 * `npm run bench:drawings [-- --images=20000 --epochs=5 --seeds=1,2,3 --more=10 --schedule=cosine --only=on --data=FOLDER]`: how well a small CNN that has learnt from
 * Fashion-MNIST names the drawings of tests/fixtures/drawings, the pad's own silhouettes followed by hand and, with `more`, so many further sets of 80 drawings by
 * the same rules for developing and as many held back, with and without "Ready for drawings"; and how well it still names real test images. With several seeds it trains once for each, and prints
 * the mean, least and most. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '60000' },
    epochs: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '1' },
    more: { type: 'string', default: '0' },
    schedule: { type: 'string', default: 'constant' },
    only: { type: 'string', default: '' },
    data: { type: 'string', default: path('../../shared/fashion-mnist') },
  },
});
const { module } = await runnerImport(path('drawings.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src'), '@tests': path('../tests') } },
  logLevel: 'warn',
});
const { data: folder, only, schedule } = values;
const [images, epochs, more] = [values.images, values.epochs, values.more].map(Number);
await module.benchDrawings({ folder, images, epochs, more, schedule, seeds: values.seeds.split(',').map(Number), only });
