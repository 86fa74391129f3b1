import { DATASET_IDS, datasetInfo } from './src/experiment/data/datasets.ts';

/** Where data sets may be fetched from when the app's own site does not host them. */
const DATA_HOSTS = DATASET_IDS.flatMap((id) => {
  const { origin } = datasetInfo(id);
  return origin.kind === 'downloaded' ? origin.hosts : [];
});

/** The policy of every page that the app serves; a meta element carries it where a host sends no headers. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  ['connect-src', "'self'", ...new Set(DATA_HOSTS)].join(' '),
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What `npm start` sends with every file; the README lists them for other hosts. Cross-origin isolation is what allows threads. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
