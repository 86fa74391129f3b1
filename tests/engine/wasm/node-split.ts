import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import type { HelperPort, HelperSays } from '@/engine/wasm/crew';
import { handedOver, type Order } from '@/engine/wasm/split/orders';
import { BRIDGE } from './node-helper';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const built = (await build({
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@': path('../../../src') } },
  build: {
    write: false,
    minify: false,
    target: 'es2022',
    lib: { entry: path('../../../src/engine/wasm/split/worker.ts'), formats: ['cjs'] },
  },
})) as Rolldown.RolldownOutput[];
const { code } = built[0]!.output[0];

/** Starts src/engine/wasm/split/worker.ts in a worker of Node's. */
export function startNodeShare(): HelperPort<Order> & { kill(): void } {
  const worker = new Worker(BRIDGE + code, { eval: true });
  let listener: (message: HelperSays) => void = () => {};
  worker.on('message', (message: HelperSays) => listener(message));
  worker.on('error', (error) => listener({ failed: String(error) }));
  return {
    // Node's ports are the browser's, but for their types.
    post: (message) => worker.postMessage(message, handedOver(message) as unknown as ArrayBuffer[]),
    listen(next) {
      listener = next;
    },
    terminate: () => void worker.terminate(),
    kill: () => worker.emit('error', new Error('killed')),
  };
}
