import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** The module that the page's first script loads once the page is painted. */
const APP = '/src/app/start.tsx';

/**
 * Has the built page fetch the app's code, styles and font from its first moment, although they are asked for only after the first paint. With low priority, so
 * that nothing stands before that paint.
 */
export const earlyFetch: Plugin = {
  name: 'early-fetch',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      if (!bundle) return [];
      const files = Object.values(bundle);
      const app = files.find((file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(APP)));
      if (app?.type !== 'chunk') throw new Error(`no file of the build holds ${APP}`);
      // What the page's first script itself consists of is in the page already.
      const chunks = withImports(app, bundle).filter(({ isEntry }) => !isEntry);
      const styles = new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
      const font = files.find(({ fileName }) => /inter-latin-wght-normal.*\.woff2$/.test(fileName));
      if (!font) throw new Error('no file of the build is the font of Latin letters');
      return [
        preload({ rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${font.fileName}` }),
        ...[...styles].map((file) => preload({ rel: 'preload', as: 'style', fetchpriority: 'low', crossorigin: '', href: `./${file}` })),
        ...chunks.map(({ fileName }) => preload({ rel: 'modulepreload', fetchpriority: 'low', crossorigin: '', href: `./${fileName}` })),
      ];
    },
  },
};

const preload = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'link', attrs, injectTo: 'head' });

/** A chunk and all that it imports, each once. */
function withImports(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>();
  const visit = (file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void => {
    if (file?.type !== 'chunk' || found.has(file)) return;
    found.add(file);
    for (const name of file.imports) visit(bundle[name]);
  };
  visit(chunk);
  return [...found];
}
