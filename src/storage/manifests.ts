import { type DatasetManifest, FASHION_MNIST, parseManifest } from '@/dataset/manifest';

/** More than enough for a list of data sets; what is larger is something else. */
const LARGEST_LIST = 1024 * 1024;

/** How the list of data sets is fetched. */
export interface ManifestOptions {
  fetch?: typeof fetch;
  timeoutMs?: number;
}

/**
 * Where Fashion-MNIST is found and how to know it: from `datasets.json` beside the page (so that who hosts the app can say so), or the
 * copy in the program where that cannot be had in time or is no such list. Never rejects.
 */
export async function loadManifest(baseUrl: string, options: ManifestOptions = {}): Promise<DatasetManifest> {
  const { fetch: ask = (...request: Parameters<typeof fetch>) => fetch(...request), timeoutMs = 5000 } = options;
  try {
    const response = await ask(new URL('datasets.json', baseUrl).href, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return FASHION_MNIST;
    const text = await response.text();
    return (text.length <= LARGEST_LIST && parseManifest(JSON.parse(text))) || FASHION_MNIST;
  } catch {
    return FASHION_MNIST;
  }
}
