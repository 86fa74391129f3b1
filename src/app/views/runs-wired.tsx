import { useState } from 'react';
import { useStore } from 'zustand';
import { useDesign, useLab } from '@/app/hooks/use-store';
import type { ActionDialogProps } from '@/app/shell/action';
import { lazyPart, ShowPart } from '@/app/shell/part';
import type { Experiment } from '@/experiment/experiment';
import { presetOf } from '@/experiment/presets/published';
import { saveText } from '@/features/evaluation/save-text';
import type { RunActions } from '@/features/runs/run-actions';
import { RunsPanel } from '@/features/runs/runs-panel';
import { isActive } from '@/run/reduce';
import { compareRuns, comparisonStore, isComparing } from '@/stores/comparison';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import { openedFilesStore } from '@/stores/opened-files';
import { CompareWired } from './compare-wired';
import { useKeptRuns } from './use-kept-runs';
import type { ViewProps } from './view';

/** A run's Experiment as a program. */
const CODE = lazyPart<ActionDialogProps & { experiment: Experiment }>(
  'Export code',
  async () => (await import('@/app/actions/dialogs')).ExperimentCode,
);

/** The kept runs, or the chosen ones side by side; asked for only while they are shown. Where a run's settings have become the design, the design is shown. */
export function RunsWired({ shown, onDesign }: ViewProps) {
  const comparing = useStore(comparisonStore, isComparing);
  if (!shown) return null;
  return comparing ? <CompareWired /> : <Shown onUsed={onDesign} />;
}

function Shown({ onUsed }: { onUsed(): void }) {
  const run = useLab((state) => state.run);
  const design = useDesign((state) => state.experiment);
  const opened = useStore(openedFilesStore, (state) => state.said?.text ?? '');
  const fleeting = useLab((state) => state.storage?.kind === 'memory');
  const evictable = useLab((state) => state.storage?.persisted === false);
  const { runs, space, error, again } = useKeptRuns(`${run ? `${run.id} ${isActive(run)}` : ''} ${opened}`);
  const [exported, setExported] = useState<Experiment | null>(null);
  const actions: RunActions = {
    onUse: ({ experiment }) => {
      editDesign('run', () => experiment);
      onUsed();
    },
    onExportCode: ({ experiment }) => setExported(experiment),
    onSave: async (runId, what) => (await import('@/app/actions/save-run')).saveRun(runId, what),
    onOpen: isActive(run)
      ? null
      : ({ id }) => {
          lab.commands.openRun(id);
          onUsed();
        },
    onStartFrom: isActive(run)
      ? null
      : ({ id }) => {
          lab.commands.trainFrom(id);
          onUsed();
        },
    onLabel: ({ id }, change) => {
      lab.commands.labelRun(id, change);
      again();
    },
    onDelete: ({ id }) => refusalOf(lab.questions.deleteRun(id).then(again)),
    onUndoDelete: ({ id }) => refusalOf(lab.questions.restoreRun(id).then(again)),
    onCompare: (compared) => compareRuns(compared.map(({ id }) => id)),
    onCompareReport: (report) => {
      const siblings = (runs ?? []).filter(({ experiment }) => presetOf(experiment)?.report === report);
      compareRuns(
        siblings.map(({ id }) => id),
        report,
      );
    },
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
        space={space}
        actions={actions}
        onKeep={(count) => {
          lab.commands.keepRuns(count);
          again();
        }}
        onAgain={again}
        onExport={(csv) => saveText(csv, 'runs.csv', 'text/csv')}
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

/** Resolves with the worker's refusal in words, or `null`. */
async function refusalOf(answer: Promise<void>): Promise<string | null> {
  try {
    await answer;
    return null;
  } catch (refusal) {
    return refusal instanceof Error ? refusal.message : String(refusal);
  }
}
