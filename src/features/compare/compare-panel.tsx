import { type ReactNode, useMemo, useState } from 'react';
import { testKey } from '@/experiment/identity';
import type { Run } from '@/run/types';
import { designParameter } from '@/study/space/designs';
import type { Parameter } from '@/study/space/search-space';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Panel } from '@/ui/panel';
import { CurvesSection } from './chart/curves-section';
import styles from './compare.module.css';
import { type ComparedRun, comparedRun } from './compared';
import { type PairQuestions, PairSection } from './pair/pair-section';
import { ResultsTable } from './tables/results-table';
import { SettingsTable } from './tables/settings-table';
import { type Sorting, sorted } from './tables/sorting';

export interface ComparePanelProps extends PairQuestions {
  /** With their histories, in the order in which they were chosen; `null` while they are looked up. */
  runs: readonly Run[] | null;
  /** Why some of them cannot be shown. */
  problem: string | null;
  /** Grows when the history of a run grew in place. */
  revision: number;
  onClose(): void;
  /** Saves the table of results, in the order on show. */
  onExport(runs: readonly Run[]): void;
  /** Sets up a study of the designs of these runs. */
  onStudy(designs: Parameter): void;
  /** What stands above the curves. */
  children?: ReactNode;
}

const STUDY_HELP =
  'Trains the design of each run again with several seeds, and says whether the difference is more than luck. The first becomes your current settings. You can undo it.';

/** The designs of the runs as what a study tries, the baseline first; `null` where there are not two different ones. */
function designsOf(compared: readonly ComparedRun[], baselineId: string | null): Parameter | null {
  const first = compared.filter(({ run }) => run.id === baselineId);
  const others = compared.filter(({ run }) => run.id !== baselineId);
  return designParameter([...first, ...others].map(({ run: { experiment }, title }) => ({ name: title, experiment })));
}

/** Runs side by side: their curves over each other, what came of them, and the settings in which they differ. */
export function ComparePanel({ runs, problem, revision, onClose, onExport, onStudy, children, ...questions }: ComparePanelProps) {
  const [baselineId, setBaseline] = useState<string | null>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: histories grow in place; only the revision tells.
  const compared = useMemo(() => (runs ?? []).map(comparedRun), [runs, revision]);
  const designs = useMemo(() => designsOf(compared, baselineId), [compared, baselineId]);
  const asked = new Set(compared.map(({ run }) => testKey(run.experiment)));
  return (
    <Panel
      title="Comparison"
      className={styles.panel}
      aside={
        <>
          {compared.length > 0 && <Button onClick={() => onExport(sorted(compared, sorting).map(({ run }) => run))}>Export as CSV</Button>}
          {designs && (
            <Button title={STUDY_HELP} onClick={() => onStudy(designs)}>
              Compare in a study
            </Button>
          )}
          <Button onClick={onClose}>All runs</Button>
        </>
      }
    >
      {problem && (
        <Notice kind="warning" title="Some runs are missing.">
          {problem}
        </Notice>
      )}
      {asked.size > 1 && (
        <Notice kind="info" title="Not all scores can be compared.">
          These runs were tested on different images or asked different questions: their data set, task or split differs.
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys. */}
      <section className={styles.body} tabIndex={0} aria-label="Compared runs">
        {children}
        {runs === null ? (
          <p role="status" className={styles.none}>
            Looking up the runs …
          </p>
        ) : (
          compared.length > 0 && (
            <>
              <CurvesSection runs={compared} />
              <ResultsTable runs={compared} {...{ baselineId, sorting }} onBaseline={setBaseline} onSort={setSorting} />
              <SettingsTable runs={compared} />
              {compared.length > 1 && <PairSection runs={compared} baselineId={baselineId} {...questions} />}
            </>
          )
        )}
      </section>
    </Panel>
  );
}
