import { loadWorkerEarly } from './early-worker';

/** Where no frame comes, as in a tab that is hidden meanwhile. */
const LONGEST_WAIT_MS = 1000;

/** Resolves once the browser has painted what the HTML holds: while a script runs it paints nothing. In a hidden tab nothing is painted at all. */
function firstPaint(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
}

/** What stands on the page until the app does. */
function say(words: string): void {
  const place = document.querySelector('[data-starting]');
  if (place) place.textContent = words;
}

firstPaint()
  .then(() => {
    loadWorkerEarly();
    return import('./start');
  })
  .catch((error: unknown) => {
    console.error('The code of the page could not be loaded.', error);
    say('Atelier could not be loaded. Check the connection, then reload the page.');
  });
