import { createStore } from 'zustand/vanilla';

/** On a shared host other apps keep their own beside ours: every key of ours begins like this, and no other is touched. */
const PREFIX = 'atelier.';

/** Why nothing can be written: the browser denies it (private windows, policies), or there is no room left. `null` while all is well. */
export type LocalProblem = 'denied' | 'full' | null;

export const localStore = createStore<{ problem: LocalProblem }>(() => ({ problem: null }));

/** What could not be saved last time. A small value that finds room says nothing of a large one that did not. */
const failing = new Map<string, NonNullable<LocalProblem>>();

function settle(key: string, problem: LocalProblem): void {
  if (problem) failing.set(key, problem);
  else failing.delete(key);
  localStore.setState({ problem: [...failing.values()].at(-1) ?? null });
}

/** `forever` is localStorage, which outlives the visit; `visit` is sessionStorage, which a reload keeps and the next visitor does not see. */
export type Lifetime = 'forever' | 'visit';

/** Reading the property itself throws where a browser denies storage. */
const areaOf = (lifetime: Lifetime): Storage => (lifetime === 'forever' ? localStorage : sessionStorage);

/** The JSON value kept under `atelier.<key>`, unchecked; `null` where there is none, or none that can be read. */
export function readLocal(key: string, lifetime: Lifetime = 'forever'): unknown {
  try {
    const text = areaOf(lifetime).getItem(PREFIX + key);
    return text === null ? null : JSON.parse(text);
  } catch (error) {
    console.warn(`What was saved as "${key}" could not be read.`, error);
    if (lifetime === 'forever' && !(error instanceof SyntaxError)) settle(key, 'denied');
    return null;
  }
}

/** The text kept under `atelier.<key>`, whatever it is; `null` where there is none. */
export function readLocalText(key: string): string | null {
  try {
    return areaOf('forever').getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Keeps a JSON value at once, so that closing the tab loses nothing. Where it cannot, `localStore` says why. */
export function writeLocal(key: string, value: unknown, lifetime: Lifetime = 'forever'): void {
  try {
    areaOf(lifetime).setItem(PREFIX + key, JSON.stringify(value));
    if (lifetime === 'forever') settle(key, null);
  } catch (error) {
    console.warn(`"${key}" could not be saved in this browser.`, error);
    if (lifetime === 'forever') settle(key, isFull(error) ? 'full' : 'denied');
  }
}

export function removeLocal(key: string, lifetime: Lifetime = 'forever'): void {
  try {
    areaOf(lifetime).removeItem(PREFIX + key);
  } catch (error) {
    console.warn(`"${key}" could not be removed from this browser.`, error);
  }
}

/** Removes everything that Atelier keeps here, and nothing of other apps on the same host. */
export function eraseLocal(): void {
  for (const lifetime of ['forever', 'visit'] as const) {
    try {
      const area = areaOf(lifetime);
      for (const key of Object.keys(area)) if (key.startsWith(PREFIX)) area.removeItem(key);
    } catch (error) {
      console.warn('Saved settings could not be erased.', error);
    }
  }
}

/** Firefox has a name of its own for a full storage. */
const isFull = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'QuotaExceededError' || error.name === 'NS_ERROR_DOM_QUOTA_REACHED');
