import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** What is worth compressing, by the end of its name; fonts and archives are compressed already. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const COMPRESS = {
  br: (content: Buffer) => promisify(brotliCompress)(content, BROTLI),
  gzip: (content: Buffer) => promisify(gzip)(content),
};
type Encoding = keyof typeof COMPRESS;

/** The better of the two compressions that a browser takes. Plain HTTP in a local network has gzip only. */
function encodingFor({ headers }: IncomingMessage): Encoding | null {
  const accepted = String(headers['accept-encoding'] ?? '').split(/\s*,\s*/);
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
}

/** Serves a built page compressed, as hosts do: a class that opens it over one wireless network waits a third of the time. Each file is compressed once. */
export function compressedPreview(headers: Record<string, string>): Plugin {
  return {
    name: 'compressed-preview',
    configurePreviewServer({ middlewares, config }) {
      const built = resolve(config.root, config.build.outDir);
      const kept = new Map<string, Promise<Buffer>>();
      const compressed = (file: string, encoding: Encoding) => {
        const key = `${encoding} ${file}`;
        const content = kept.get(key) ?? readFile(file).then(COMPRESS[encoding]);
        kept.set(key, content);
        return content;
      };
      middlewares.use(async (request, response, next) => {
        try {
          const path = decodeURIComponent(new URL(request.url ?? '/', 'http://preview').pathname);
          const file = join(built, normalize(path.endsWith('/') ? `${path}index.html` : path));
          const encoding = encodingFor(request);
          const type = TYPES[extname(file)];
          if (!encoding || !type || request.method !== 'GET' || !file.startsWith(built + sep)) return next();
          const content = await compressed(file, encoding);
          const about = { 'Content-Type': type, 'Content-Encoding': encoding, Vary: 'Accept-Encoding', 'Content-Length': content.length };
          // Names under assets/ change with what is in them.
          const keep = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
          response.writeHead(200, { ...headers, ...about, 'Cache-Control': keep }).end(content);
        } catch {
          // What is not there, or cannot be read as an address, is answered by the server itself.
          next();
        }
      });
    },
  };
}
