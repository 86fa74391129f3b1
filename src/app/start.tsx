import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { lab } from '@/stores/lab/lab';
import { preferencesStore } from '@/stores/preferences';
import { Framed, isFramed } from './framed';
import { persistOnFirstRun } from './persistence';
import { prefetchWhenIdle } from './prefetch';
import { keepShell } from './service-worker';
import { App } from './shell/app';
import { ErrorBoundary } from './shell/error-boundary';
import { OnceShown } from './shell/once-shown';
import './tokens.css';

const createWorker = () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'laboratory' });

/** Starts everything. The worker's code loads while the page renders; what it has to tell comes after, so that the first render is not done twice. */
function start(root: HTMLElement): void {
  let early: Worker | null = createWorker();
  const takeWorker = () => {
    const worker = early ?? createWorker();
    early = null;
    return worker;
  };
  const onShown = () => {
    keepShell();
    prefetchWhenIdle();
    persistOnFirstRun();
    lab.open(takeWorker, new URL('.', document.baseURI).href, preferencesStore.getState().engine);
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
