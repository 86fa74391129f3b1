/**
 * `npm run bench:map [-- --images=2000 --data=FOLDER]`: how long a map of that many test images of Fashion-MNIST takes, in one thread, by principal components and by
 * UMAP, and how well it keeps classes together. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values } = parseArgs({
  options: { images: { type: 'string', default: '2000' }, data: { type: 'string', default: path('../../shared/fashion-mnist') } },
});
const { module } = await runnerImport(path('map.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src') } },
  logLevel: 'warn',
});
module.measureMaps({ folder: values.data, images: Number(values.images) });
