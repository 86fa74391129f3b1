import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AppServer, type Handler, startAppServer } from '@tests/support/app-server';
import { build } from 'vite';

/** Builds the app in `root` into a folder of its own, so that nothing else that is under way is disturbed; it goes when the process ends. */
export async function buildApp(root: string): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'experiments-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const configFile = join(root, 'vite.config.ts');
  // What reads this module for Node has set it to development, of which Vite would take React's slow build.
  process.env.NODE_ENV = 'production';
  await build({ root, configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  return folder;
}

/** Serves a built app as `npm start` does, with the files of `data`, where there are any, as its own copy of Fashion-MNIST. */
export const serveApp = (built: string, data: string, port = 0): Promise<AppServer> =>
  startAppServer(officialFiles(data), '/', built, port);

const officialFiles =
  (folder: string): Handler =>
  (path, _request, response) => {
    const name = path.match(/^\/data\/fashion-mnist\/([\w-][\w.-]*)$/)?.[1];
    if (!name || !existsSync(join(folder, name))) return false;
    response.writeHead(200, { 'Content-Type': 'application/gzip' });
    createReadStream(join(folder, name)).pipe(response);
    return true;
  };
