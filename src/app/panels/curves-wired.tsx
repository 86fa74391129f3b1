import { useMemo } from 'react';
import { subjectOf } from '@/app/hooks/run-title';
import { useDesign, useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import type { Question } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import { classicalOf } from '@/experiment/experiment';
import { scoreWords } from '@/experiment/words/score';
import { CurvesPanel } from '@/features/curves/curves-panel';
import { FitPanel } from '@/features/curves/fit-panel';
import { isActive } from '@/run/reduce';
import { standingRecord } from '@/run/stopping';

/** What will be shown, and what to press. */
const IDLE = 'Train to watch it learn.';
const IDLE_CLASSICAL = 'Train to see these scores. This model learns from the whole training set in one go.';

const EMPTY_HISTORY = { losses: [], accuracies: [] };

/** The curves of a network, or what a classical model has come to: of the run on show, else of the design. */
export function CurvesWired({ workbench }: { workbench: Workbench }) {
  const run = useLab((state) => state.run);
  const model = classicalOf((run ?? workbench).experiment);
  if (!model) return <NetworkCurves asked={workbench.experiment.data} />;
  const { fit = null, validation = null, test = null, target = null } = run ?? {};
  return (
    <FitPanel
      model={model}
      item={itemName((run ?? workbench).experiment.data)}
      fit={fit}
      validation={validation}
      test={test}
      words={scoreWords((run ?? workbench).experiment.data)}
      target={target}
      ended={run !== null && !isActive(run)}
      idleHint={run ? null : IDLE_CLASSICAL}
    />
  );
}

function NetworkCurves({ asked }: { asked: Question }) {
  const run = useLab((state) => state.run);
  // A classical model has no lines to show pale behind a network's.
  const previous = useLab(({ previous: last }) => (last && !classicalOf(last.experiment) ? last : null));
  const planned = useDesign((design) => design.experiment.training.epochs);
  const revision = useLab((state) => state.revision);
  const ghost = useMemo(
    () =>
      previous && {
        history: previous.history,
        epochRecords: previous.epochRecords,
        stepsPerEpoch: previous.stepsPerEpoch,
        name: 'previous run',
      },
    [previous],
  );
  return (
    <CurvesPanel
      subject={subjectOf(run)}
      experiment={run?.experiment ?? null}
      asked={asked}
      target={run?.target ?? null}
      history={run?.history ?? EMPTY_HISTORY}
      epochRecords={run?.epochRecords ?? []}
      epochs={run?.epochs ?? previous?.epochs ?? (Number.isFinite(planned) ? planned : 1)}
      stepsPerEpoch={run?.stepsPerEpoch ?? 1}
      ghost={ghost}
      revision={revision}
      idleHint={run ? null : IDLE}
      summary={{ validation: run?.validation ?? null, test: run?.test ?? null, training: run && standingRecord(run) }}
    />
  );
}
