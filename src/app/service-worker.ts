import { registerSW } from 'virtual:pwa-register';

/**
 * Keeps the shell for offline use. A new version waits until every tab of the old one is closed: a reload in the middle of a run would cost
 * an epoch, and old and new chunks must not mix.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  registerSW({
    onRegisterError: (error) => console.warn('The page will not work offline: the service worker could not be registered.', error),
  });
}
