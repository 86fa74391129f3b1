import { readLocal, writeLocal } from '@/stores/local';
import { parseDraft } from '@/study/schema';
import { studyDraftStore } from './draft';

const KEY = 'study-draft';

/**
 * Sets up again what was set up before a reload of this tab, and keeps every change from now on. It is kept for the visit alone: its base is the design,
 * which the next visitor may have changed.
 */
export function keepStudyDraft(): void {
  const saved = parseDraft(readLocal(KEY, 'visit'));
  // Designs of kept runs that were just chosen for a comparison come before what was set up earlier.
  if (saved && studyDraftStore.getState().asked === 0) studyDraftStore.setState(saved);
  studyDraftStore.subscribe(({ parameters, method, objective, budget, seed }) =>
    writeLocal(KEY, { parameters, method, objective, budget, seed }, 'visit'),
  );
}
