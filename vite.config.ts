import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from './security.ts';
import { addressForClass } from './site/address-for-class.ts';
import { compressedPreview } from './site/compressed-preview.ts';
import { earlyFetch } from './site/early-fetch.ts';

/** Static hosts send no headers: the built page carries its policy itself. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY }, injectTo: 'head-prepend' },
  ],
};

/** The shell works offline after the first visit; the data set has its own place in IndexedDB and stays out of this cache. */
const offlineShell = VitePWA({
  strategies: 'generateSW',
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Atelier',
    short_name: 'Atelier',
    description: 'Train a neural network to recognize clothes, in your browser.',
    start_url: '.',
    display: 'standalone',
    background_color: '#faf9f7',
    theme_color: '#3346c8',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,woff2,svg,wasm}'],
    // Headers for threads on hosts that send none; it listens before the kept shell does.
    importScripts: ['isolate.js'],
    globIgnores: ['data/**', 'isolate.js'],
    navigateFallbackDenylist: [/\/data\//],
    maximumFileSizeToCacheInBytes: 5_000_000,
  },
});

/**
 * What is needed first comes in few files: each that is shared with something later would be one of its own, and thirty requests take longer than the
 * bytes. A group holds what its module imports, and what that imports.
 */
const FIRST = [
  { name: 'first-paint', test: /src\/app\/main\.ts$/, priority: 2 },
  { name: 'start', test: /src\/app\/start\.tsx$/, priority: 1 },
];

export default defineConfig({
  base: './',
  appType: 'mpa',
  plugins: [react(), policyInPage, earlyFetch, offlineShell, compressedPreview(SECURITY_HEADERS), addressForClass],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), '@tests': fileURLToPath(new URL('./tests', import.meta.url)) },
  },
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 900, rolldownOptions: { output: { codeSplitting: { groups: FIRST } } } },
  preview: { port: 4173, headers: SECURITY_HEADERS },
  server: { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } },
});
