import { useRef } from 'react';
import { useStore } from 'zustand';
import { imagesStore } from '@/stores/images';
import { ErrorBoundary } from './error-boundary';
import { lazyPart, ShowPart } from './part';

const Images = lazyPart('Images', async () => (await import('@/app/views/later-views')).ImagesWired);
const Labels = lazyPart('Images', async () => (await import('@/app/views/later-views')).LabelsWired);

/** The dialogs of the images behind a number. They stay once one was opened: a dialog that vanishes does not give the focus back. */
export function BehindNumbers() {
  const open = useStore(imagesStore, ({ request, labels }) => request !== null || labels !== null);
  const opened = useRef(false);
  opened.current ||= open;
  if (!opened.current) return null;
  return (
    <ErrorBoundary name="Images">
      {/* First, so that it closes before the other opens, which is to give the focus back to the page. */}
      <ShowPart part={Labels} props={NOTHING} />
      <ShowPart part={Images} props={NOTHING} />
    </ErrorBoundary>
  );
}

const NOTHING = {};
