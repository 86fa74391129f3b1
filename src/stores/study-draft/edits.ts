import { METHODS, type MethodKind, methodEntry } from '@/study/methods';
import type { Parameter } from '@/study/space/search-space';
import { changeDraft, studyDraftStore } from './draft';

/** Another method with its defaults; what its budget counts is another thing, too. */
export const chooseMethod = (kind: MethodKind): void => changeDraft({ method: METHODS[kind].defaults, budget: METHODS[kind].budget });

/** Sets up a comparison of whole designs, and leads to where it is started. */
export function compareDesigns(parameter: Parameter): void {
  chooseMethod('compare');
  studyDraftStore.setState(({ asked }) => ({ parameters: [parameter], asked: asked + 1 }));
}

/** Opens a setting to several values, or changes which. Where the method needs no space, a first setting makes it one that does. */
export function tuneSetting(parameter: Parameter): void {
  studyDraftStore.setState(({ parameters }) => ({
    parameters: parameters.some(({ address }) => address === parameter.address)
      ? parameters.map((one) => (one.address === parameter.address ? parameter : one))
      : [...parameters, parameter],
  }));
  if (!methodEntry(studyDraftStore.getState().method).needsSpace) chooseMethod('compare');
}
