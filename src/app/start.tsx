import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { lab } from '@/stores/lab/lab';
import { preferencesStore } from '@/stores/preferences';
import { takeWorker } from './early-worker';
import { Framed } from './framed';
import { isFramed } from './is-framed';
import { persistOnFirstRun } from './persistence';
import { prefetchWhenIdle } from './prefetch';
import { keepShell } from './service-worker';
import { App } from './shell/app';
import { ErrorBoundary } from './shell/error-boundary';
import { OnceShown } from './shell/once-shown';
import './tokens.css';

/** Starts everything. The worker opens meanwhile; what it has to tell is heard after the first render, so that that is not done twice. */
function start(root: HTMLElement): void {
  lab.open(takeWorker, new URL('.', document.baseURI).href, preferencesStore.getState().engine);
  const onShown = () => {
    keepShell();
    prefetchWhenIdle();
    persistOnFirstRun();
    // In a task of its own: the page is painted before it changes.
    setTimeout(() => lab.listen());
  };
  // As a transition React renders in slices, and the page answers meanwhile.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <OnceShown onShown={onShown}>
          <ErrorBoundary name="Atelier">
            <App />
          </ErrorBoundary>
        </OnceShown>
      </StrictMode>,
    ),
  );
}

const root = document.getElementById('root');
if (root && isFramed()) createRoot(root).render(<Framed />);
else if (root) start(root);
