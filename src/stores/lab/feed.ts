import type { StoreApi } from 'zustand/vanilla';
import type { ClientNews } from '@/worker/client/worker-client';
import { applyNews } from './apply-event';
import type { LabState } from './lab-state';

/** Charts and figures change at most four times a second, however short the epochs; decisions (a run opened, failed, ended) at once. */
const FLUSH_MS = 250;
/**
 * After an update the page rests for this many times as long as the update took, but not longer than about a second: where drawing is slow, as
 * without a graphics card, it would otherwise take a core from the training.
 */
const REST = 9;
const LONGEST_REST_MS = 1200;
const FREQUENT = new Set(['steps', 'evaluating', 'fitting', 'progress', 'samples', 'checkpoint', 'epoch', 'evaluation']);

/** Brings the worker's news into the store: what is frequent gathers, everything else is applied at once, always in order. */
export function createFeed(store: StoreApi<LabState>): (news: ClientNews) => void {
  let waiting: ClientNews[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rest = FLUSH_MS;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const news = waiting;
    waiting = [];
    const now = Date.now();
    const started = performance.now();
    store.setState((lab) => news.reduce((state, item) => applyNews(state, item, now), lab), true);
    // In a task of its own: by then, what the update renders is done.
    setTimeout(() => {
      rest = Math.min(LONGEST_REST_MS, Math.max(FLUSH_MS, REST * (performance.now() - started)));
    });
  }

  return (news) => {
    waiting.push(news);
    if (news.type === 'run' && FREQUENT.has(news.event.news.type)) timer ??= setTimeout(flush, rest);
    else flush();
  };
}
