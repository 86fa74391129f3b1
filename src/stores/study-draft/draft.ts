import { createStore } from 'zustand/vanilla';
import type { Method } from '@/study/methods';
import { repeat } from '@/study/methods/repeat';
import type { Domain } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Objective } from '@/study/trial';

/**
 * The study that is being set up; its base is the design as it stands when it starts. The first screen asks it whether fields are to be tuned, so what
 * needs all methods is in `study-draft-edits`.
 */
export interface StudyDraft {
  parameters: readonly Parameter[];
  method: Method;
  objective: Objective;
  budget: number;
  seed: number;
  /** Whether fields offer to be tuned: from the first look at the studies on. */
  tuning: boolean;
  /** Grows whenever a study is set up elsewhere than in the view "Studies", which is to be shown then. */
  asked: number;
}

const BLANK: StudyDraft = {
  parameters: [],
  method: repeat.defaults,
  objective: 'validationAccuracy',
  budget: repeat.budget,
  seed: 1,
  tuning: false,
  asked: 0,
};

export const studyDraftStore = createStore<StudyDraft>(() => BLANK);

export const changeDraft = (change: Partial<StudyDraft>): void => studyDraftStore.setState(change);

export const setDomain = (address: string, domain: Domain): void =>
  studyDraftStore.setState(({ parameters }) => ({
    parameters: parameters.map((one) => (one.address === address ? { ...one, domain } : one)),
  }));

/** Closes a setting: it has the design's value in every trial. */
export const closeSetting = (address: string): void =>
  studyDraftStore.setState(({ parameters }) => ({ parameters: parameters.filter((one) => one.address !== address) }));
