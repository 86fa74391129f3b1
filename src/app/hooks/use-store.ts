import { useStore } from 'zustand';
import { type DesignState, designStore } from '@/stores/design';
import { labStore } from '@/stores/lab';
import type { LabState } from '@/stores/lab-state';
import { type Preferences, preferencesStore } from '@/stores/preferences';

export const useLab = <T>(select: (lab: LabState) => T): T => useStore(labStore, select);
export const useDesign = <T>(select: (design: DesignState) => T): T => useStore(designStore, select);
export const usePreferences = <T>(select: (preferences: Preferences) => T): T => useStore(preferencesStore, select);
