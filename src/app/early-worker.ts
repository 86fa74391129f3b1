import { isFramed } from './is-framed';

const createWorker = () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'laboratory' });

// Its code is larger than the page's and there is a core for it, so it loads from the first moment.
let early: Worker | null = isFramed() ? null : createWorker();

/** The worker that is loading since the page began; each later one is new. */
export function takeWorker(): Worker {
  const worker = early ?? createWorker();
  early = null;
  return worker;
}
