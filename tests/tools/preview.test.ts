import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createLogger, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../security';

const PAGE = `<!doctype html><title>A page</title>${'<p>Words.</p>'.repeat(200)}`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets', 'code.js'), '"code";'.repeat(100));
  writeFileSync(join(folder, 'font.woff2'), 'a font');
  writeFileSync(join(tmpdir(), 'preview-secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm start` serves and prints, of a page of ours in place of the built one. */
async function start(host: boolean): Promise<{ server: PreviewServer; url: string; addresses: string[]; printed: string }> {
  const lines: string[] = [];
  const customLogger = { ...createLogger('info'), info: (line: string) => void lines.push(line) };
  const server = await preview({ build: { outDir: folder }, preview: { host, port: 0, strictPort: true }, customLogger });
  server.printUrls();
  const { local = [], network = [] } = server.resolvedUrls ?? {};
  return { server, url: local[0] ?? '', addresses: network, printed: lines.join('\n') };
}

/** An answer as it comes over the line. */
async function ask(url: string, encodings: string) {
  const { get } = await import('node:http');
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encodings } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

describe('npm start', () => {
  it('says how a class opens it, and with --host the address for it', async () => {
    const alone = await start(false);
    await alone.server.close();
    expect(alone.printed).toContain('For a class in the local network: npm start -- --host');
    const shared = await start(true);
    await shared.server.close();
    for (const address of shared.addresses) expect(shared.printed).toContain(new URL(address).hostname);
    // A computer without a network has no such address.
    const told = shared.printed.includes('Anyone in the local network can open the Network address.');
    expect(told).toBe(shared.addresses.length > 0);
  });

  it('serves what can be compressed compressed, as each browser takes it, under the headers of every file', async () => {
    const { server, url } = await start(false);
    try {
      const [brotli, gzip, plain] = await Promise.all(['gzip, deflate, br', 'gzip', 'identity'].map((encodings) => ask(url, encodings)));
      expect(brotliDecompressSync(brotli?.body ?? '').toString()).toBe(PAGE);
      expect(gunzipSync(gzip?.body ?? '').toString()).toBe(PAGE);
      expect(plain?.body.toString()).toBe(PAGE);
      for (const answer of [brotli, gzip, plain])
        for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer?.headers[name.toLowerCase()], name).toBe(value);
      expect((await ask(`${url}assets/code.js`, 'br')).headers).toMatchObject({
        'content-encoding': 'br',
        'content-type': 'text/javascript',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      // A new version of the page is seen at the next visit.
      expect(brotli?.headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'Accept-Encoding' });
      expect((await ask(`${url}font.woff2`, 'br')).headers['content-encoding']).toBeUndefined();
    } finally {
      await server.close();
    }
  });

  it('serves nothing beside the built page', async () => {
    const { server, url } = await start(false);
    try {
      for (const path of ['assets/gone.js', '..%2fpreview-secret.json', '%2e%2e/preview-secret.json', '%'])
        expect((await ask(`${url}${path}`, 'br')).body.toString(), path).not.toBe('{}');
    } finally {
      await server.close();
    }
  });
});
