import { useMemo, useState } from 'react';
import { SEARCH_TITLES, type SearchTarget } from '@/codegen/search/titles';
import { extensionOf } from '@/study/extension';
import { methodEntry } from '@/study/methods';
import type { StudyRecord } from '@/study/study';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialogs/confirm-dialog';
import { NumberField } from '@/ui/fields/number-field';
import { FilePicker } from '@/ui/files/file-picker';
import { Menu } from '@/ui/menu';
import styles from './detail.module.css';

export interface StudyActionsProps {
  record: StudyRecord;
  /** It goes on in this tab. */
  active: boolean;
  /** Another study goes on here, or nothing can be trained now. */
  blocked: string | null;
  onPause(): void;
  /** Goes on, with another budget where one is given. */
  onContinue(budget?: number): void;
  onEnd(): void;
  onDelete(): void;
  /** Compares the runs of all its trials; `null` where there are not two. */
  onCompare: (() => void) | null;
  onExport(): void;
  /** Saves it as a program for a library that searches; resolves with what came of it, in a sentence. */
  onExportSearch(target: SearchTarget): Promise<string>;
  /** Adds trials of a CSV file; resolves with what came of it, in a sentence. */
  onAddResults(file: File): Promise<string>;
}

/** What can be done with a study. */
export function StudyActions({
  record,
  active,
  blocked,
  onPause,
  onContinue,
  onEnd,
  onDelete,
  onCompare,
  onExport,
  onExportSearch,
  onAddResults,
}: StudyActionsProps) {
  const { study, status } = record;
  const { budgetLabel } = methodEntry(study.method);
  const [budget, setBudget] = useState(study.budget);
  const [said, setSaid] = useState('');
  const [asking, setAsking] = useState(false);
  const isSearch = study.method.kind !== 'repeat' && study.method.kind !== 'compare';
  const over = status === 'finished' || status === 'ended';
  const extension = useMemo(() => (over ? extensionOf(record, budget) : null), [over, record, budget]);
  const canExtend = extension?.possible === true && blocked === null;
  // Not `disabled`: a button that has the focus would lose it.
  const halted = active ? null : blocked;
  return (
    <div className={styles.actions}>
      {(active || status === 'paused') && (
        <Button
          look="primary"
          aria-disabled={halted !== null || undefined}
          onClick={() => (active ? onPause() : halted === null && onContinue())}
        >
          {active ? 'Pause study' : 'Continue study'}
        </Button>
      )}
      {!active && status === 'running' && <p>This study goes on in another tab.</p>}
      {!active && over && (
        <form
          className={styles.more}
          onSubmit={(event) => {
            event.preventDefault();
            if (canExtend) onContinue(budget);
          }}
        >
          <NumberField
            label={`${budgetLabel} in all`}
            value={budget}
            min={1}
            error={extension?.error ?? undefined}
            remark={extension?.remark ?? undefined}
            onChange={(value) => setBudget(value ?? Number.NaN)}
          />
          <Button type="submit" aria-disabled={!canExtend || undefined}>
            Extend study
          </Button>
        </form>
      )}
      {(active || status === 'paused') && <Button onClick={onEnd}>End study</Button>}
      {onCompare && <Button onClick={onCompare}>Compare runs</Button>}
      <Menu label="Export study">
        <Button
          look="quiet"
          onClick={() => {
            setSaid('');
            onExport();
          }}
        >
          Trials as CSV
        </Button>
        {isSearch &&
          SEARCH_TITLES.map(([target, title]) => (
            <Button
              key={target}
              look="quiet"
              onClick={() => onExportSearch(target).then(setSaid, (error: Error) => setSaid(error.message))}
            >
              Program for {title}
            </Button>
          ))}
      </Menu>
      {!active && <AddResults onFile={onAddResults} onSaid={setSaid} />}
      {!active && <Button onClick={() => setAsking(true)}>Delete study</Button>}
      {!active && blocked !== null && status !== 'running' && <p>{blocked}</p>}
      <p role="status">{said}</p>
      <ConfirmDialog open={asking} title="Delete this study?" verb="Delete study" onConfirm={onDelete} onClose={() => setAsking(false)}>
        Its table and pictures are gone for good. The runs of its trials stay in Runs.
      </ConfirmDialog>
    </div>
  );
}

/** Trials that were trained elsewhere, from a file with the columns of the exported one. */
const AddResults = ({ onFile, onSaid }: { onFile(file: File): Promise<string>; onSaid(words: string): void }) => (
  <FilePicker
    label="Results as CSV"
    takes="one"
    accept=".csv,text/csv"
    onFiles={([file]) => file && onFile(file).then(onSaid, (error: Error) => onSaid(error.message))}
  >
    Add results
  </FilePicker>
);
