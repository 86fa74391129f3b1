import { type ReactNode, useCallback } from 'react';
import { useStore } from 'zustand';
import { useDesign } from '@/app/hooks/use-store';
import { lazyPart, ShowPart } from '@/app/shell/part';
import { studyDraftStore } from '@/stores/study-draft/draft';
import { BesideField } from '@/ui/fields/beside-field';

const TUNE = lazyPart('Tune this', async () => (await import('@/features/studies/tune/tune-this')).TuneThis);

/** Lets the fields of the design offer "Tune this", from the first look at the studies on. */
export function Tuning({ children }: { children: ReactNode }) {
  const tuning = useStore(studyDraftStore, (draft) => draft.tuning);
  const beside = useCallback((address: string) => (tuning ? <Beside address={address} /> : null), [tuning]);
  return <BesideField value={beside}>{children}</BesideField>;
}

function Beside({ address }: { address: string }) {
  const base = useDesign((design) => design.experiment);
  const parameters = useStore(studyDraftStore, (draft) => draft.parameters);
  return <ShowPart part={TUNE} props={{ address, base, parameters }} />;
}
