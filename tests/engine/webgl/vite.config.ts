import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the page of the WebGL engine's tests, as the app's own worker is built. */
export default defineConfig({
  root: path('.'),
  base: './',
  resolve: { alias: { '@': path('../../../src'), '@tests': path('../..') } },
  worker: { format: 'es' },
  build: { target: 'es2022', outDir: path('../../../node_modules/.cache/engine-webgl'), emptyOutDir: true },
});
