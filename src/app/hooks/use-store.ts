import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { type DesignState, designStore } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import type { LabState } from '@/stores/lab/lab-state';
import { type Preferences, preferencesStore } from '@/stores/preferences';

/** Where parts of the page take the lab's state from: the lab itself, or what it was when they were last shown. */
export const LabSource = createContext<StoreApi<LabState>>(lab.store);

export const useLab = <T>(select: (state: LabState) => T): T => useStore(useContext(LabSource), select);
/** Whether the run on show is a trial of the study that goes on here: the study alone decides its settings. */
export const useTrialUnderWay = (): boolean =>
  useLab(({ run, activeStudy, studies }) =>
    Boolean(run && activeStudy !== null && studies[activeStudy]?.trials.some(({ runId }) => runId === run.id)),
  );
export const useDesign = <T>(select: (design: DesignState) => T): T => useStore(designStore, select);
export const usePreferences = <T>(select: (preferences: Preferences) => T): T => useStore(preferencesStore, select);
