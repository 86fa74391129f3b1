import type { HtmlTagDescriptor } from 'vite';
import { expect, it } from 'vitest';
import { earlyFetch } from '../../site/early-fetch';

interface Chunk {
  type: 'chunk';
  fileName: string;
  isEntry: boolean;
  moduleIds: string[];
  imports: string[];
  viteMetadata: { importedCss: Set<string> };
}

const chunk = (fileName: string, { isEntry = false, modules = [] as string[], imports = [] as string[], css = [] as string[] }): Chunk => ({
  type: 'chunk',
  fileName,
  isEntry,
  moduleIds: modules,
  imports,
  viteMetadata: { importedCss: new Set(css) },
});

const FONT = { type: 'asset', fileName: 'assets/inter-latin-wght-normal-1.woff2' };
const FILES: (Chunk | { type: string; fileName: string })[] = [
  chunk('assets/main.js', { isEntry: true, modules: ['/x/src/app/main.ts'], imports: ['assets/helper.js'] }),
  chunk('assets/start.js', {
    modules: ['/x/src/app/shell.tsx', '/x/src/app/start.tsx'],
    imports: ['assets/main.js', 'assets/react.js', 'assets/ui.js'],
    css: ['assets/start.css'],
  }),
  chunk('assets/react.js', {}),
  chunk('assets/ui.js', { imports: ['assets/react.js', 'assets/fields.js'], css: ['assets/ui.css', 'assets/start.css'] }),
  chunk('assets/fields.js', { imports: ['assets/ui.js'] }),
  chunk('assets/helper.js', {}),
  chunk('assets/later.js', { imports: ['assets/ui.js'], css: ['assets/later.css'] }),
  { type: 'asset', fileName: 'assets/inter-greek-wght-normal-1.woff2' },
  FONT,
];

/** The links that a page of these files is given. */
function linksOf(files: readonly { fileName: string }[]): Record<string, unknown>[] {
  const { transformIndexHtml } = earlyFetch;
  if (typeof transformIndexHtml !== 'object') throw new Error('no handler');
  const bundle = Object.fromEntries(files.map((file) => [file.fileName, file]));
  const handler = transformIndexHtml.handler as (html: string, context: unknown) => HtmlTagDescriptor[];
  return handler('', { bundle }).map(({ attrs = {} }) => attrs);
}

it('a built page fetches what it starts with, each once, and nothing that it may never need', () => {
  const links = linksOf(FILES);
  const named = (rel: string) => links.filter((link) => link.rel === rel).map((link) => link.href);
  expect(named('modulepreload')).toEqual([
    './assets/start.js',
    './assets/helper.js',
    './assets/react.js',
    './assets/ui.js',
    './assets/fields.js',
  ]);
  expect(named('preload')).toEqual(['./assets/inter-latin-wght-normal-1.woff2', './assets/start.css', './assets/ui.css']);
  // Nothing may come before the first paint but the font that it is in.
  expect(links.filter((link) => link.fetchpriority !== 'low').map((link) => link.as)).toEqual(['font']);
});

it('a build without its start or its font is no build', () => {
  expect(() => linksOf(FILES.filter(({ fileName }) => fileName !== 'assets/start.js'))).toThrow('no file of the build holds');
  expect(() => linksOf(FILES.filter((file) => file !== FONT))).toThrow('font of Latin letters');
});
