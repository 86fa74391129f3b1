import { createStore } from 'zustand/vanilla';
import { METHODS, type Method, type MethodKind, methodEntry } from '@/study/methods';
import type { Domain } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Objective } from '@/study/trial';

/** The study that is being set up; its base is the design as it stands when it starts. */
export interface StudyDraft {
  parameters: readonly Parameter[];
  method: Method;
  objective: Objective;
  budget: number;
  seed: number;
  /** Whether fields offer to be tuned: from the first look at the studies on. */
  tuning: boolean;
}

const BLANK: StudyDraft = {
  parameters: [],
  method: METHODS.repeat.defaults,
  objective: 'validationAccuracy',
  budget: METHODS.repeat.budget,
  seed: 1,
  tuning: false,
};

export const studyDraftStore = createStore<StudyDraft>(() => BLANK);

export const changeDraft = (change: Partial<StudyDraft>): void => studyDraftStore.setState(change);

/** Another method with its defaults; what its budget counts is another thing, too. */
export const chooseMethod = (kind: MethodKind): void => changeDraft({ method: METHODS[kind].defaults, budget: METHODS[kind].budget });

/** Opens a setting to several values, or changes which. Where the method needs no space, a first setting makes it one that does. */
export function tuneSetting(parameter: Parameter): void {
  studyDraftStore.setState(({ parameters }) => ({
    parameters: parameters.some(({ address }) => address === parameter.address)
      ? parameters.map((one) => (one.address === parameter.address ? parameter : one))
      : [...parameters, parameter],
  }));
  if (!methodEntry(studyDraftStore.getState().method).needsSpace) chooseMethod('compare');
}

export const setDomain = (address: string, domain: Domain): void =>
  studyDraftStore.setState(({ parameters }) => ({
    parameters: parameters.map((one) => (one.address === address ? { ...one, domain } : one)),
  }));

/** Closes a setting: it has the design's value in every trial. */
export const closeSetting = (address: string): void =>
  studyDraftStore.setState(({ parameters }) => ({ parameters: parameters.filter((one) => one.address !== address) }));
