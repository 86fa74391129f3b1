import { bestTrial, figureOf, lastOutcome } from '@/study/objective';
import type { StudyRecord } from '@/study/study';
import { figureWords } from '@/study/words';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { useKeptFocus } from '@/ui/use-kept-focus';
import { STATUS_WORDS } from './detail/status-words';
import { StudyDetail, type StudyDetailProps } from './detail/study-detail';
import { NewStudy, type NewStudyProps } from './setup/new-study';
import styles from './studies-panel.module.css';

export interface StudiesPanelProps {
  /** The newest first. */
  records: readonly StudyRecord[];
  /** The study on show; `null` for a new one. */
  chosen: StudyRecord | null;
  onChoose(studyId: string | null): void;
  setup: NewStudyProps;
  detail(record: StudyRecord): StudyDetailProps;
}

/** All studies: one that is set up, or one of those that were. */
export function StudiesPanel({ records, chosen, onChoose, setup, detail }: StudiesPanelProps) {
  const body = useKeptFocus<HTMLDivElement>();
  return (
    <div className={styles.studies}>
      {records.length > 0 && (
        <nav className={styles.list} aria-label="Studies">
          <Button aria-pressed={chosen === null} onClick={() => onChoose(null)}>
            New study
          </Button>
          {records.map((record) => (
            <Button key={record.study.id} aria-pressed={record.study.id === chosen?.study.id} onClick={() => onChoose(record.study.id)}>
              <span className={styles.name}>{record.study.name}</span> <span className={styles.state}>{lineOf(record)}</span>
            </Button>
          ))}
        </nav>
      )}
      <div ref={body} tabIndex={-1} className={styles.body}>
        {chosen ? (
          <StudyDetail key={chosen.study.id} {...detail(chosen)} />
        ) : (
          <Panel title="New study" help="Tries changes of your design, and says what came out and whether it was luck.">
            <NewStudy {...setup} />
          </Panel>
        )}
      </div>
    </div>
  );
}

/** "Running, best 89.10%". */
function lineOf({ study, trials, status }: StudyRecord): string {
  const best = bestTrial(study, trials);
  const outcome = best && lastOutcome(best);
  return outcome
    ? `${STATUS_WORDS[status]}, best ${figureWords(study.objective, figureOf(study.objective, outcome))}`
    : STATUS_WORDS[status];
}
