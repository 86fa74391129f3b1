import { useMemo, useRef, useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import { OpenFiles } from './open-files';
import type { OnRunExport } from './run-exports';
import { rowOf, withRunOnShow } from './run-row';
import { runsCsv } from './runs-csv';
import styles from './runs-panel.module.css';
import { RunsTable } from './runs-table';
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
  onAgain(): void;
  /** Makes a run's settings those of the design. */
  onUse(experiment: Experiment): void;
  /** Shows a run's Experiment as a program. */
  onExportCode(experiment: Experiment): void;
  /** Shows a run again; `null` while another one is active. */
  onOpen: ((runId: string) => void) | null;
  onDelete(runId: string): void;
  onExport(csv: string): void;
  onSave: OnRunExport;
  /** Opens run files; resolves with what came of it, in sentences. */
  onOpenFiles(files: File[]): Promise<string>;
}

/** All kept runs beside each other: what was tried, what came of it, and the way back to it. */
export function RunsPanel(props: RunsPanelProps) {
  const { runs, error, onShow, design, onAgain, onUse, onExportCode, onSave, onOpen, onDelete, onExport } = props;
  const [sorting, setSorting] = useState(NEWEST_FIRST);
  const [said, setSaid] = useState('');
  const scroll = useRef<HTMLElement>(null);
  const keptRows = useMemo(() => runs?.map((run) => rowOf(run)) ?? [], [runs]);
  const all = withRunOnShow(runs, onShow).map((run) => keptRows.find((row) => row.run === run) ?? rowOf(run, true));
  const rows = sortRows(all, sorting);
  const forget = (runId: string, model: string) => {
    onDelete(runId);
    setSaid(`Deleted: ${model}.`);
    // The button that was pressed goes with its row.
    scroll.current?.focus();
  };
  return (
    <Panel title="Runs" className={styles.panel} aside={<Aside {...props} csv={rows.length > 0 ? () => onExport(runsCsv(rows)) : null} />}>
      {error && (
        <Notice kind="error" title="The saved runs could not be read." actions={<Button onClick={onAgain}>Try again</Button>}>
          {error} Nothing is deleted.
        </Notice>
      )}
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {rows.length > 0 && (
        <section ref={scroll} tabIndex={-1} className={styles.scroll} aria-label="Table of runs">
          <RunsTable
            rows={rows}
            best={bestRuns(rows)}
            sorting={sorting}
            shownId={onShow?.id ?? null}
            design={design}
            onSort={(key) => setSorting(sortedBy(key, sorting))}
            onUse={onUse}
            onExportCode={onExportCode}
            onSave={onSave}
            onOpen={onOpen}
            onDelete={forget}
          />
        </section>
      )}
      {rows.length === 0 && !error && (
        <Placeholder>
          {runs === null ? 'Loading runs …' : 'No runs yet. Train a model, and its settings and test results appear here to compare.'}
        </Placeholder>
      )}
    </Panel>
  );
}

const EVICTABLE = ', which may delete them when space runs short. Save a run as a file to keep it for good.';

/** How long runs are kept, and the way out for them. */
function Aside({ fleeting, evictable, csv, onOpenFiles }: RunsPanelProps & { csv: (() => void) | null }) {
  return (
    <>
      <p className={styles.kept}>
        {fleeting ? 'Not saved. Lost when you close this tab.' : `Your last 20 runs, saved in this browser${evictable ? EVICTABLE : ''}`}
      </p>
      <OpenFiles onFiles={onOpenFiles} />
      {csv && <Button onClick={csv}>Export as CSV</Button>}
    </>
  );
}
