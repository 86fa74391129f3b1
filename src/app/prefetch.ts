import { lab } from '@/stores/lab/lab';
import { ACTIONS } from './shell/actions';
import { preload } from './shell/part';
import { VIEWS } from './views/views';

/** Where the browser does not say when it is idle, so long after the worker has opened. */
const QUIET_MS = 2000;

/** Loads what is not on the first screen once the page has nothing better to do: views and dialogs then open at once. */
export function prefetchWhenIdle(): void {
  const stop = lab.store.subscribe(({ backend }) => {
    if (!backend) return;
    stop();
    if ('requestIdleCallback' in window) requestIdleCallback(prefetch);
    else setTimeout(prefetch, QUIET_MS);
  });
}

function prefetch(): void {
  for (const { part } of VIEWS) preload(part);
  for (const action of ACTIONS) if ('dialog' in action) preload(action.dialog);
}
