import { useMemo } from 'react';
import { counted, epochsInWords, formatDuration } from '@/experiment/words/numbers';
import { searchSpaceSummary } from '@/study/keras-summary';
import { plannedWork } from '@/study/plan';
import { relativeWork } from '@/study/relative-work';
import { type SearchSpace, spaceSize } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { budgetRemark, sizeWords } from '@/study/words';
import { CopyText } from '@/ui/copy-text';
import { Fold } from '@/ui/fold';
import { Brackets } from './brackets';
import styles from './setup.module.css';

/** Seconds that the design takes here: until the first step, for an epoch, and for the test at the end. */
export interface Pace {
  secondsAtStart: number;
  secondsPerEpoch: number;
  secondsAtEnd: number;
}

interface SpaceFactsProps {
  study: Study;
  space: SearchSpace;
  /** What the budget buys. */
  trials: number;
  pace: Pace | null;
}

/** How large the space is, what the budget buys, and how long that takes here. */
export function SpaceFacts({ study, space, trials, pace }: SpaceFactsProps) {
  const {
    base,
    seed,
    method: { kind },
  } = study;
  const { trainings, epochs } = plannedWork(study, trials);
  const remark = useMemo(() => budgetRemark(study, space, trials), [study, space, trials]);
  const isNetwork = base.model.kind === 'network';
  // Dozens of networks are planned for it: not again while a budget is typed.
  const work = useMemo(() => relativeWork({ base, seed, method: { kind } }, space), [base, seed, kind, space]);
  const time = pace && formatDuration(work * epochs * pace.secondsPerEpoch + trainings * (pace.secondsAtStart + work * pace.secondsAtEnd));
  const amount = isNetwork ? `${counted(trials, 'trial')}, ${epochsInWords(epochs)} in all` : counted(trials, 'trial');
  return (
    <div className={styles.facts}>
      <p>
        {space.parameters.length > 0 && <>Search space: {sizeWords(spaceSize(space))}. </>}
        {amount}
        {time
          ? `: about ${time} here, ${work === 1 ? 'if all trials train as fast as the design' : 'going by the size of networks in this space'}.`
          : '.'}
      </p>
      {remark && <p className={styles.soft}>{remark}</p>}
      <Brackets study={study} trials={trials} />
      {space.parameters.length > 0 && (
        <Fold title="Search space summary" summary="as Keras Tuner prints it">
          <pre className={styles.summary}>{searchSpaceSummary(space)}</pre>
          <CopyText text={searchSpaceSummary(space)} label="Copy summary" name="Search space summary" />
        </Fold>
      )}
    </div>
  );
}
