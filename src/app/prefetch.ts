import { lab } from '@/stores/lab/lab';
import { ACTIONS } from './shell/actions';
import { preload } from './shell/part';
import { preloadPanels } from './views/live-wired';
import { VIEWS } from './views/views';

/** So long after the images came, in which a person may press Train. */
const QUIET_MS = 3000;

/** Loads what is not on the first screen once the page has nothing better to do: views and dialogs then open at once. */
export function prefetchWhenIdle(): void {
  const stop = lab.store.subscribe(({ datasets }) => {
    // A small machine that loads views meanwhile would get to Train, and to its first curve, later.
    if (!Object.values(datasets).some((status) => status?.state === 'ready')) return;
    stop();
    setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(prefetch) : prefetch()), QUIET_MS);
  });
}

function prefetch(): void {
  preloadPanels();
  for (const { part } of VIEWS) preload(part);
  for (const action of ACTIONS) if ('dialog' in action) preload(action.dialog);
}
