import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { fitDrawing } from '@/dataset/drawing/fit';
import { toNetworkInput } from '@/dataset/drawing/input';
import type { ItemShape } from '@/experiment/data/item-shape';
import { counted } from '@/experiment/words/numbers';
import { ComparePanel } from '@/features/compare/compare-panel';
import { PublishedTable } from '@/features/compare/tables/published-table';
import { saveText } from '@/features/evaluation/save-text';
import { rowOf } from '@/features/runs/run-row';
import { runsCsv } from '@/features/runs/runs-csv';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { comparisonStore, endComparison } from '@/stores/comparison';
import { editDesign } from '@/stores/design';
import { savedDrawing } from '@/stores/drawing';
import { lab } from '@/stores/lab/lab';
import { compareDesigns } from '@/stores/study-draft/edits';
import type { Parameter } from '@/study/space/search-space';

/** The chosen runs side by side. The run on show is followed as it goes on. */
export function CompareWired() {
  const { runIds, report } = useStore(comparisonStore);
  const onShow = useLab((state) => state.run);
  const revision = useLab((state) => state.revision);
  const { runs, problem } = useStoredRuns(runIds, onShow && `${onShow.id} ${isActive(onShow)}`);
  const current = runs?.map((run) => (onShow && run.id === onShow.id ? onShow : run)) ?? null;
  return (
    <ComparePanel
      key={runIds.join()}
      runs={current}
      problem={problem}
      revision={revision}
      onClose={endComparison}
      onExport={exportCsv}
      onStudy={setUpStudy}
      onPredictions={(runId) => lab.questions.predictionsOfRun(runId, 'test')}
      onPixels={lab.questions.pixels}
      onAsk={lab.questions.predictByRuns}
      onDrawing={drawingOnPad}
      onSample={sampleOf}
    >
      {report && <PublishedTable report={report} runs={current ?? []} />}
    </ComparePanel>
  );
}

/** The drawing is saved with each stroke; the pad itself may not be there. */
function drawingOnPad(shape: ItemShape): Uint8Array | null {
  const drawing = savedDrawing();
  const pixels = drawing && toNetworkInput(drawing);
  return pixels?.some((byte) => byte > 0) ? fitDrawing(pixels, shape) : null;
}

/** Makes the first design the one in work, as a published search does, and sets up its comparison with the others. */
function setUpStudy(parameter: Parameter): void {
  const [first] = Object.values(parameter.designs ?? {});
  if (first) editDesign('experiment', () => first);
  compareDesigns(parameter);
}

let lastSeed = 0;

async function sampleOf({ experiment }: Run, label: number): Promise<Uint8Array | null> {
  const images = await lab.questions.images(experiment.data.dataset, 1, ++lastSeed);
  return images.find((image) => image.label === label)?.pixels ?? null;
}

const exportCsv = (runs: readonly Run[]): void => saveText(runsCsv(runs.map((run) => rowOf(run))), 'comparison.csv', 'text/csv');

/** Runs with their histories; asked for again whenever one begins or ends (`occasion`). */
function useStoredRuns(runIds: readonly string[], occasion: string | null): { runs: Run[] | null; problem: string | null } {
  const [stored, setStored] = useState<{ runs: Run[] | null; problem: string | null }>({ runs: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion is a reason to ask.
  useEffect(() => {
    let current = true;
    lab.questions.runsWithHistory(runIds).then(
      (runs) => current && setStored({ runs, problem: missingWords(runIds.length - runs.length) }),
      (error: Error) => current && setStored({ runs: [], problem: error.message }),
    );
    return () => {
      current = false;
    };
  }, [runIds, occasion]);
  return stored;
}

const missingWords = (missing: number): string | null =>
  missing > 0 ? `${counted(missing, 'run')} could not be read: deleted, or damaged.` : null;
