import { useEffect, useState } from 'react';
import { useDesign, useLab } from '@/app/hooks/use-store';
import type { ActionDialogProps } from '@/app/shell/action';
import { lazyPart, ShowPart } from '@/app/shell/part';
import type { Experiment } from '@/experiment/experiment';
import { saveText } from '@/features/evaluation/save-text';
import { RunsPanel } from '@/features/runs/runs-panel';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import type { ViewProps } from './view';

/** A run's Experiment as a program. */
const CODE = lazyPart<ActionDialogProps & { experiment: Experiment }>(
  'Export code',
  async () => (await import('@/app/actions/code-wired')).ExperimentCode,
);

/** The kept runs, asked for only while they are shown. Where a run's settings have become the design, the design is shown. */
export function RunsWired({ shown, onDesign }: ViewProps) {
  return shown ? <Shown onUsed={onDesign} /> : null;
}

function Shown({ onUsed }: { onUsed(): void }) {
  const run = useLab((state) => state.run);
  const design = useDesign((state) => state.experiment);
  const fleeting = useLab((state) => state.storage?.kind === 'memory');
  const evictable = useLab((state) => state.storage?.persisted === false);
  const { runs, error, again, forget } = useKeptRuns(run ? `${run.id} ${isActive(run)}` : '');
  const [exported, setExported] = useState<Experiment | null>(null);
  const open = (runId: string) => {
    lab.commands.openRun(runId);
    onUsed();
  };
  return (
    <>
      <RunsPanel
        runs={runs}
        error={error}
        onShow={run}
        design={design}
        fleeting={fleeting}
        evictable={evictable}
        onAgain={again}
        onUse={(experiment) => {
          editDesign('run', () => experiment);
          onUsed();
        }}
        onExportCode={setExported}
        onOpen={isActive(run) ? null : open}
        onDelete={(runId) => {
          lab.commands.deleteRun(runId);
          forget(runId);
        }}
        onExport={(csv) => saveText(csv, 'runs.csv', 'text/csv')}
        onSave={async (runId, what) => (await import('@/app/actions/save-run')).saveRun(runId, what)}
        onOpenFiles={async (files) => {
          const { openFiles } = await import('@/app/actions/open-files');
          const words = await openFiles(files);
          again();
          return words;
        }}
      />
      {exported && <ShowPart part={CODE} props={{ experiment: exported, open: true, onClose: () => setExported(null) }} />}
    </>
  );
}

interface Kept {
  runs: Run[] | null;
  error: string | null;
}

/** Asks for the kept runs at once, and again whenever a run begins or ends (`occasion`) or a person says so. A deleted one is gone from the list at once. */
function useKeptRuns(occasion: string): Kept & { again(): void; forget(runId: string): void } {
  const [kept, setKept] = useState<Kept>({ runs: null, error: null });
  const [deleted, setDeleted] = useState<readonly string[]>([]);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion or attempt is the reason to ask.
  useEffect(() => {
    let current = true;
    lab.questions.runs().then(
      (runs) => current && setKept({ runs, error: null }),
      (error: Error) => current && setKept((before) => ({ ...before, error: error.message })),
    );
    return () => {
      current = false;
    };
  }, [occasion, attempt]);
  const again = () => setAttempt((count) => count + 1);
  const forget = (runId: string) => {
    // The worker may still be at it when it lists what is kept.
    setDeleted((before) => [...before, runId]);
    again();
  };
  return { ...kept, runs: kept.runs?.filter(({ id }) => !deleted.includes(id)) ?? null, again, forget };
}
