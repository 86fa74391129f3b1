import { useStore } from 'zustand';
import { type DesignState, designStore } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import type { LabState } from '@/stores/lab/lab-state';
import { type Preferences, preferencesStore } from '@/stores/preferences';

export const useLab = <T>(select: (state: LabState) => T): T => useStore(lab.store, select);
export const useDesign = <T>(select: (design: DesignState) => T): T => useStore(designStore, select);
export const usePreferences = <T>(select: (preferences: Preferences) => T): T => useStore(preferencesStore, select);
