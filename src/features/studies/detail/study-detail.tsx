import { plannedTrials, spaceOf } from '@/study/next';
import { bestTrial } from '@/study/objective';
import { searchOf } from '@/study/published';
import { isLiving, type StudyRecord } from '@/study/study';
import { valuesWords } from '@/study/words';
import { Panel } from '@/ui/panel';
import { Brackets } from '../setup/brackets';
import styles from './detail.module.css';
import { Findings, type FindingsProps } from './findings';
import { endWords, stateSentence } from './status-words';
import { StudyActions, type StudyActionsProps } from './study-actions';

export type StudyDetailProps = StudyActionsProps & Omit<FindingsProps, 'record'>;

/** One study: its state, what can be done with it, and what came out. */
export function StudyDetail({ gone, onOpen, onUse, ...actions }: StudyDetailProps) {
  const { record } = actions;
  return (
    <Panel title={record.study.name} className={styles.detail}>
      <p role="status" tabIndex={-1} data-next-focus className={styles.status}>
        {stateSentence(record)}
      </p>
      {endWords(record) && <p className={styles.failure}>{endWords(record)}</p>}
      {isLiving(record) && <Brackets study={record.study} trials={plannedTrials(record.study)} />}
      <Winner record={record} />
      <StudyActions key={record.study.budget} {...actions} />
      <Findings record={record} gone={gone} onOpen={onOpen} onUse={onUse} />
    </Panel>
  );
}

/** What a published search found, beside the best of this one so far. */
function Winner({ record: { study, trials } }: { record: StudyRecord }) {
  const search = searchOf(study);
  const best = bestTrial(study, trials);
  if (!search) return null;
  return (
    <>
      <p className={styles.soft}>
        Report B’s winner: {search.winner.words} (trained as {search.winner.preset}).
      </p>
      {best && <p className={styles.soft}>Best here: {valuesWords(study.base, spaceOf(study).parameters, best.values)}.</p>}
    </>
  );
}
