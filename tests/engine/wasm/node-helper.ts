import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { transformWithOxc } from 'vite';
import type { HelperPort } from '@/engine/wasm/crew';
import type { HelperSays } from '@/engine/wasm/thread';

const source = readFileSync(new URL('../../../src/engine/wasm/thread.ts', import.meta.url), 'utf8');
const { code } = await transformWithOxc(source, 'thread.ts');

/** What a browser's worker has and Node's has not. */
export const BRIDGE = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

/** Starts src/engine/wasm/thread.ts in a worker of Node's. */
export function startNodeHelper(): HelperPort {
  const worker = new Worker(BRIDGE + code.replace(/^export\s.*$/gm, ''), { eval: true });
  let listener: (message: HelperSays) => void = () => {};
  worker.on('message', (message: HelperSays) => listener(message));
  worker.on('error', (error) => listener({ failed: String(error) }));
  return {
    post: (message) => worker.postMessage(message),
    listen(next) {
      listener = next;
    },
    terminate: () => void worker.terminate(),
  };
}
