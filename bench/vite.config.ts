import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the bench's page as the app is built. */
export default defineConfig({
  root: path('.'),
  base: './',
  logLevel: 'warn',
  resolve: { alias: { '@': path('../src'), '@tests': path('../tests') } },
  worker: { format: 'es' },
  // Not minified: the wasm peer starts its threads from the text of its own functions.
  build: { target: 'es2022', minify: false, outDir: path('../node_modules/.cache/bench'), emptyOutDir: true, chunkSizeWarningLimit: 4000 },
});
