import { useMemo, useRef, useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import type { RunSpace } from '@/stores/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import { OpenFiles } from './open-files';
import type { RunActions } from './run-actions';
import { rowOf, withRunOnShow } from './run-row';
import { RunsBar } from './runs-bar';
import { runsCsv } from './runs-csv';
import styles from './runs-panel.module.css';
import { RunsTable } from './runs-table';
import { searchRows } from './search';
import { bestRuns, NEWEST_FIRST, sortedBy, sortRows } from './sorting';

export interface RunsPanelProps {
  /** What is kept, without step histories; `null` while nobody knows. */
  runs: readonly Run[] | null;
  /** Why nobody knows. */
  error: string | null;
  /** The run on show as it is now. */
  onShow: Run | null;
  /** What runs are compared with. */
  design: Experiment;
  /** Runs are gone when the tab closes. */
  fleeting: boolean;
  /** The browser has not promised to keep what is saved. */
  evictable: boolean;
  /** The room that runs take, and how many are kept; `null` while nobody knows. */
  space: RunSpace | null;
  actions: RunActions;
  onKeep(count: number): void;
  onAgain(): void;
  onExport(csv: string): void;
  /** Opens run files; resolves with what came of it, in sentences. */
  onOpenFiles(files: File[]): Promise<string>;
}

/** All kept runs beside each other: what was tried, what came of it, and the way back to it. */
export function RunsPanel(props: RunsPanelProps) {
  const { runs, error, onShow, design, space, fleeting, evictable, actions, onAgain, onKeep, onExport } = props;
  const [sorting, setSorting] = useState(NEWEST_FIRST);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [deleted, setDeleted] = useState<Deletion | null>(null);
  const scroll = useRef<HTMLElement>(null);
  const keptRows = useMemo(() => runs?.map((run) => rowOf(run)) ?? [], [runs]);
  const all = withRunOnShow(runs, onShow).map((run) => keptRows.find((row) => row.run === run) ?? rowOf(run, true));
  const rows = sortRows(searchRows(all, search), sorting);
  const compared = all.filter(({ run }) => chosen.has(run.id)).map(({ run }) => run);
  const choose = (id: string) =>
    setChosen(chosen.has(id) ? new Set([...chosen].filter((other) => other !== id)) : new Set([...chosen, id]));
  const remove = async (run: Run) => {
    const refusal = await actions.onDelete(run);
    setDeleted({ run, refusal });
    return refusal;
  };
  const csv = rows.length > 0 ? () => onExport(runsCsv(rows)) : null;
  return (
    <Panel title="Runs" className={styles.panel} aside={<Aside csv={csv} onOpenFiles={props.onOpenFiles} />}>
      {error && (
        <Notice kind="error" title="The saved runs could not be read." actions={<Button onClick={onAgain}>Try again</Button>}>
          {error} Nothing is deleted.
        </Notice>
      )}
      {deleted && (
        <Deleted
          key={deleted.run.id}
          deletion={deleted}
          onUndo={actions.onUndoDelete}
          onClose={() => {
            setDeleted(null);
            scroll.current?.focus();
          }}
        />
      )}
      {all.length > 0 && (
        <RunsBar
          count={all.length}
          {...{ search, compared, space, fleeting, evictable, onKeep }}
          onSearch={setSearch}
          onCompare={() => actions.onCompare(compared)}
        />
      )}
      {rows.length > 0 && (
        <section ref={scroll} tabIndex={-1} className={styles.scroll} aria-label="Table of runs">
          <RunsTable
            rows={rows}
            best={bestRuns(rows)}
            sorting={sorting}
            shownId={onShow?.id ?? null}
            design={design}
            chosen={chosen}
            onSort={(key) => setSorting(sortedBy(key, sorting))}
            onChoose={choose}
            actions={{ ...actions, onDelete: remove }}
          />
        </section>
      )}
      {all.length > 0 && rows.length === 0 && <Placeholder>No run has “{search}” in its name or settings.</Placeholder>}
      {all.length === 0 && !error && (
        <Placeholder>
          {runs === null ? 'Loading runs …' : 'No runs yet. Train a model, and its settings and test results appear here to compare.'}
        </Placeholder>
      )}
    </Panel>
  );
}

/** What came of deleting a run: why it is still there, or `null`. */
interface Deletion {
  run: Run;
  refusal: string | null;
}

/** A run that was deleted a moment ago, and the way back. The button that was pressed is gone with its row: the focus goes to what brings it back. */
function Deleted({ deletion, onUndo, onClose }: { deletion: Deletion; onUndo: RunActions['onUndoDelete']; onClose(): void }) {
  const { run, refusal } = deletion;
  const [problem, setProblem] = useState(refusal);
  const undo = async () => {
    const refusal = await onUndo(run);
    if (refusal) setProblem(refusal);
    else onClose();
  };
  return (
    <Notice
      kind={problem ? 'error' : 'info'}
      title={`${refusal ? 'Not deleted' : 'Deleted'}: ${rowOf(run).title}.`}
      actions={
        <>
          {!problem && (
            <Button autoFocus onClick={undo}>
              Undo
            </Button>
          )}
          <Button onClick={onClose}>Dismiss</Button>
        </>
      }
    >
      {problem ?? 'You can bring it back until you close this tab.'}
    </Notice>
  );
}

/** The ways in and out for runs. */
function Aside({ csv, onOpenFiles }: { csv: (() => void) | null; onOpenFiles: RunsPanelProps['onOpenFiles'] }) {
  return (
    <>
      <OpenFiles onFiles={onOpenFiles} />
      {csv && <Button onClick={csv}>Export as CSV</Button>}
    </>
  );
}
