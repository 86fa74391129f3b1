import { isFramed } from './is-framed';

const createWorker = () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'laboratory' });

let early: Worker | null = null;

/** Begins to load the worker: its code is larger than the page's, and there is a core for it. */
export function loadWorkerEarly(): void {
  if (!isFramed()) early = createWorker();
}

/** The worker that is loading since the page began; each later one is new. */
export function takeWorker(): Worker {
  const worker = early ?? createWorker();
  early = null;
  return worker;
}
