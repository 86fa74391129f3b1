import { useStore } from 'zustand';
import { type DesignState, designStore } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import type { LabState } from '@/stores/lab/lab-state';
import { type Preferences, preferencesStore } from '@/stores/preferences';

export const useLab = <T>(select: (state: LabState) => T): T => useStore(lab.store, select);
/** Whether the run on show is a trial of the study that goes on here: the study alone decides its settings. */
export const useTrialUnderWay = (): boolean =>
  useLab(({ run, activeStudy, studies }) =>
    Boolean(run && activeStudy !== null && studies[activeStudy]?.trials.some(({ runId }) => runId === run.id)),
  );
export const useDesign = <T>(select: (design: DesignState) => T): T => useStore(designStore, select);
export const usePreferences = <T>(select: (preferences: Preferences) => T): T => useStore(preferencesStore, select);
