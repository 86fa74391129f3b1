import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { lab } from '@/stores/lab/lab';
import { preferencesStore } from '@/stores/preferences';
import { Framed, isFramed } from './framed';
import { persistOnFirstRun } from './persistence';
import { prefetchWhenIdle } from './prefetch';
import { keepShell } from './service-worker';
import { App } from './shell/app';
import { ErrorBoundary } from './shell/error-boundary';
import './tokens.css';

const createWorker = () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'laboratory' });

const root = document.getElementById('root');
if (root && isFramed()) {
  createRoot(root).render(<Framed />);
} else if (root) {
  keepShell();
  prefetchWhenIdle();
  persistOnFirstRun();
  lab.open(createWorker, new URL('.', document.baseURI).href, preferencesStore.getState().engine);
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary name="Atelier">
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
