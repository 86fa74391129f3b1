import { searchOf } from '@/study/published';
import type { Study } from '@/study/study';
import { Panel } from '@/ui/panel';
import styles from './detail.module.css';
import { Findings, type FindingsProps } from './findings';
import { stateSentence } from './status-words';
import { StudyActions, type StudyActionsProps } from './study-actions';

export type StudyDetailProps = StudyActionsProps & Omit<FindingsProps, 'record'>;

/** One study: its state, what can be done with it, and what came out. */
export function StudyDetail({ onOpen, onUse, ...actions }: StudyDetailProps) {
  const { record } = actions;
  return (
    <Panel title={record.study.name} className={styles.detail}>
      <p role="status" className={styles.status}>
        {stateSentence(record)}
      </p>
      <Winner study={record.study} />
      <StudyActions key={record.study.budget} {...actions} />
      <Findings record={record} onOpen={onOpen} onUse={onUse} />
    </Panel>
  );
}

/** What a published search found, beside what this one finds. */
function Winner({ study }: { study: Study }) {
  const search = searchOf(study);
  return (
    search && (
      <p className={styles.soft}>
        Report B’s winner: {search.winner.words} (trained as {search.winner.preset}).
      </p>
    )
  );
}
