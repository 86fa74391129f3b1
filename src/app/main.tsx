import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openLab } from '@/stores/lab';
import { preferencesStore } from '@/stores/preferences';
import { App } from './app';
import { ErrorBoundary } from './error-boundary';
import { persistOnFirstRun } from './persistence';
import { keepShell } from './service-worker';
import './tokens.css';

const createWorker = () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'laboratory' });

keepShell();
persistOnFirstRun();

const root = document.getElementById('root');
if (root) {
  openLab(createWorker, new URL('.', document.baseURI).href, preferencesStore.getState().engine);
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary name="Atelier">
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
