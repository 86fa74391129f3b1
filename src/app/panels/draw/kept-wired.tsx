import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useDesign, useLab } from '@/app/hooks/use-store';
import { useKeptRuns } from '@/app/views/use-kept-runs';
import type { KeptDrawing } from '@/dataset/drawing/kept';
import { readDrawing } from '@/dataset/drawing/stored';
import { DEFAULT_TIMES, MOST_ADDED } from '@/experiment/data/added-drawings';
import { sameContent } from '@/experiment/identity';
import { KeptStrip } from '@/features/draw/kept/kept-strip';
import type { Session } from '@/features/draw/surface/session';
import { runName } from '@/run/labels';
import { editDesign } from '@/stores/design';
import { deleteDrawings, drawingsStore, importDrawings, labelDrawing, labelledOf, loadDrawings, undoDelete } from '@/stores/drawings';
import { exportDrawings } from './export-drawings';
import { SHOWN, useKeptAnswers } from './use-kept-answers';

interface KeptWiredProps {
  session: Session;
  labels: readonly string[];
}

const NONE: readonly KeptDrawing[] = [];

/** The strip of kept drawings, with storage and all kept runs behind it. */
export function KeptWired({ session, labels }: KeptWiredProps) {
  const { list, removed, problem } = useStore(drawingsStore);
  const shown = useLab((state) => state.run);
  const { runs } = useKeptRuns(`${shown?.id} ${shown?.status}`);
  const [asked, setAsked] = useState(SHOWN);
  useEffect(() => {
    void loadDrawings();
  }, []);
  const others = (runs ?? []).filter(({ id }) => id !== shown?.id);
  const run = asked === SHOWN ? shown : (others.find(({ id }) => id === asked) ?? null);
  const answers = useKeptAnswers(list ?? NONE, asked, run);
  const data = useDesign((design) => design.experiment.data);
  const labelled = useMemo(() => labelledOf(list ?? NONE, data.dataset).slice(-MOST_ADDED), [list, data.dataset]);
  const learnsAll = labelled.length === 0 || sameContent(labelled, data.drawings?.list);
  const learn = () =>
    editDesign('data drawings', (experiment) => {
      const drawings = { list: labelled, times: experiment.data.drawings?.times ?? DEFAULT_TIMES };
      return { ...experiment, data: { ...experiment.data, drawings } };
    });
  const open = (kept: KeptDrawing) => {
    const drawing = readDrawing(kept.drawing);
    if (drawing) session.open(drawing);
  };
  return (
    <KeptStrip
      drawings={list}
      labels={labels}
      answers={(list ?? NONE).map(({ id }) => answers.byId.get(id) ?? null)}
      askable={[{ id: SHOWN, name: 'The run shown now' }, ...others.map((one) => ({ id: one.id, name: runName(one) }))]}
      asked={asked}
      onAsk={setAsked}
      problem={problem || answers.problem}
      canUndo={removed.length > 0}
      onUndo={undoDelete}
      onOpen={open}
      onLabel={labelDrawing}
      onDelete={(drawing) => deleteDrawings([drawing])}
      onExport={(kind) => exportDrawings(kind, list ?? NONE)}
      onImport={importDrawings}
      onLearn={learnsAll ? null : learn}
      learning={data.drawings?.list.length ?? 0}
    />
  );
}
