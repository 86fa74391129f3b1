/**
 * `npm run pretrain`: trains the network that comes with the page on the built-in garments, and writes its weights to src/engine/pretrained/weights.json
 * as signed bytes; the same file every time on the same engine. Prints how well it names garments and drawings. The rest is TypeScript, which Vite reads for Node.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { module } = await runnerImport(path('pretrain.ts'), {
  root: path('..'),
  resolve: { alias: { '@': path('../src'), '@tests': path('../tests') } },
  logLevel: 'warn',
});
await module.pretrain(path('../src/engine/pretrained/weights.json'));
