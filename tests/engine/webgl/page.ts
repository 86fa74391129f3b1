import type { CheckName } from './checks';

declare global {
  interface Window {
    /** Runs one check in a new worker and gives its answer. */
    check(name: CheckName): Promise<unknown>;
  }
}

window.check = (name) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ result?: unknown; error?: string }>) => {
      worker.terminate();
      if (data.error === undefined) resolve(data.result);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(name);
  });
