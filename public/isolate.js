/**
 * Part of the service worker: gives the page the two headers that shared memory (threads for the CPU engine) asks for, on hosts that send
 * none. It takes effect from the second visit on, when the service worker is at work; where the host sends the headers, nothing changes.
 */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** From the kept shell if it is there, else from the host. A navigation to the folder is one to its index.html. */
async function answer(request) {
  const url = new URL(request.url);
  const page = request.mode === 'navigate' && url.pathname.endsWith('/') ? new URL('index.html', url).href : request.url;
  const response = (await caches.match(page, { ignoreSearch: true })) ?? (await fetch(request));
  return isolated(response);
}

function isolated(response) {
  if (response.type === 'opaque' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** Pages and scripts of workers are what must carry the headers; everything else is left to the kept shell's own rules. */
const mustCarry = ({ method, mode, destination }) => method === 'GET' && (mode === 'navigate' || destination === 'worker');

self.addEventListener('fetch', (event) => {
  const own = new URL(event.request.url).origin === self.location.origin;
  if (own && mustCarry(event.request)) event.respondWith(answer(event.request));
});
