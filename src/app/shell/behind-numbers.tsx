import { useRef } from 'react';
import { useStore } from 'zustand';
import { imagesStore } from '@/stores/images';
import { ErrorBoundary } from './error-boundary';
import { lazyPart, ShowPart } from './part';

const Images = lazyPart('Images', async () => (await import('@/app/views/later-views')).ImagesWired);

/** The dialog of the images behind a number. It stays once it was opened: a dialog that vanishes does not give the focus back. */
export function BehindNumbers() {
  const open = useStore(imagesStore, ({ request }) => request !== null);
  const opened = useRef(false);
  opened.current ||= open;
  if (!opened.current) return null;
  return (
    <ErrorBoundary name="Images">
      <ShowPart part={Images} props={NOTHING} />
    </ErrorBoundary>
  );
}

const NOTHING = {};
