import { useRef } from 'react';
import { useStore } from 'zustand';
import { openingStore } from '@/stores/opening';
import { ErrorBoundary } from './error-boundary';
import { lazyPart, ShowPart } from './part';

const Opening = lazyPart('Open files', async () => (await import('@/app/views/later-views')).OpeningWired);

/** The dialog in which files become a data set. It stays once it was opened: a dialog that vanishes does not give the focus back. */
export function OpeningFiles() {
  const open = useStore(openingStore, ({ state }) => state !== null);
  const opened = useRef(false);
  opened.current ||= open;
  if (!opened.current) return null;
  return (
    <ErrorBoundary name="Open files">
      <ShowPart part={Opening} props={NOTHING} />
    </ErrorBoundary>
  );
}

const NOTHING = {};
