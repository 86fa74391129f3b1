/**
 * `npm run bench:drawings [-- --images=20000 --epochs=5 --seed=1 --data=FOLDER]`: how well a small CNN that has learnt from Fashion-MNIST names the drawings
 * of tests/fixtures/drawings, with and without "Ready for drawings", and how well it still names real test images. The rest is TypeScript, which Vite
 * reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '60000' },
    epochs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    data: { type: 'string', default: path('../../shared/fashion-mnist') },
  },
});
const { module } = await runnerImport(path('drawings.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src'), '@tests': path('../tests') } },
  logLevel: 'warn',
});
const { data: folder, images, epochs, seed, only } = values;
await module.benchDrawings({ folder, images: Number(images), epochs: Number(epochs), seed: Number(seed), only });
