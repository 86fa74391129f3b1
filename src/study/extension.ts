import { formatCount } from '@/experiment/words/numbers';
import { MOST_TRIALS } from './limits';
import { counting } from './methods/entry';
import { plannedTrials, spaceOf } from './next';
import { checkStudy } from './plan';
import type { SearchSpace } from './space/search-space';
import type { StudyRecord } from './study';

/** What another budget would do for a study that has ended. */
export interface Extension {
  /** What is wrong with the budget, in a sentence; `null` where nothing is. */
  error: string | null;
  /** Why a larger budget would train nothing, in a sentence; `null` where it would. */
  remark: string | null;
  /** Whether there is more to train with it. */
  possible: boolean;
}

/** Whether a study that has ended can go on with another budget: by the rules of a new one. */
export function extensionOf({ study, trials }: StudyRecord, budget: number, space: SearchSpace = spaceOf(study)): Extension {
  const larger = { ...study, budget };
  const { issues, trials: planned } = checkStudy(larger, space);
  const error = issues.find(({ place }) => place === 'budget')?.message ?? null;
  if (error !== null || !(budget > study.budget)) return { error, remark: null, possible: false };
  const remark = issues[0]?.message ?? nothingLeft(planned !== null && planned <= plannedTrials(study, space), trials.length);
  return { error, remark, possible: remark === null };
}

function nothingLeft(tried: boolean, trials: number): string | null {
  if (tried) return 'All combinations of this space were tried.';
  return trials < MOST_TRIALS ? null : `${FULL} No more can be added.`;
}

const FULL = `A study can have at most ${formatCount(MOST_TRIALS)} trials, impossible ones included.`;

/** Why a study ended before its budget was used, where it has as many trials as can be stored; `null` otherwise. */
export function fullWords({ study, trials, status }: StudyRecord): string | null {
  const isShort = counting(trials).length < plannedTrials(study);
  return status === 'finished' && trials.length >= MOST_TRIALS && isShort ? `${FULL} This one has, so it has ended.` : null;
}
