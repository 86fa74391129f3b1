import { type Manifests, PUBLISHED_MANIFESTS, parseManifests } from '@/dataset/manifest';
import type { AppStorage } from './types';

/** More than enough for a list of data sets; what is larger is something else. */
const LARGEST_LIST = 1024 * 1024;

/** The setting under which the last list is kept. */
const LAST_LIST = 'datasets.json';

/** How the list of data sets is fetched. */
export interface ManifestOptions {
  /** Where the list is kept for a visit without network: files stored by one list would count as damaged by another. */
  storage?: AppStorage;
  fetch?: typeof fetch;
  timeoutMs?: number;
}

/**
 * Where each data set is found and how to recognize it. Read from `datasets.json` beside the page, so that a host can name its own sources;
 * where that does not arrive in time or is no such list, the list of the last visit; what neither has, from the copy in the program. Never rejects.
 */
export async function loadManifests(baseUrl: string, { storage, ...options }: ManifestOptions = {}): Promise<Manifests> {
  const list = await fetchList(baseUrl, options);
  const current = parseManifests(list);
  if (current) await storage?.saveSetting(LAST_LIST, list).catch(() => undefined);
  const manifests = current ?? parseManifests(await storage?.loadSetting(LAST_LIST).catch(() => null));
  return { ...PUBLISHED_MANIFESTS, ...manifests };
}

/** What lies beside the page under that name, as far as it is JSON; `null` where nothing is. */
async function fetchList(
  baseUrl: string,
  { fetch: ask = (...request) => fetch(...request), timeoutMs = 5000 }: ManifestOptions,
): Promise<unknown> {
  try {
    const response = await ask(new URL('datasets.json', baseUrl).href, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return null;
    const text = await response.text();
    return text.length <= LARGEST_LIST ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
