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
      <StudyActions key={record.study.budget} {...actions} />
      <Findings record={record} onOpen={onOpen} onUse={onUse} />
    </Panel>
  );
}
