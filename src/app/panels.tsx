import { useEffect, useMemo, useRef, useState } from 'react';
import { CLASS_NAMES } from '@/experiment/data/classes';
import { classicalOf } from '@/experiment/experiment';
import { ConfusionPanel } from '@/features/confusion/confusion-panel';
import { CurvesPanel } from '@/features/curves/curves-panel';
import { FitPanel } from '@/features/curves/fit-panel';
import { SamplesPanel } from '@/features/samples/samples-panel';
import { RunBar } from '@/features/training/run-bar';
import { isActive } from '@/run/reduce';
import { standingRecord } from '@/run/stopping';
import * as lab from '@/stores/lab';
import { useDesign, useLab } from './use-store';
import type { Workbench } from './use-workbench';

export { DataWired } from './data-wired';
export { DrawWired } from './draw-wired';
export { NetworkWired } from './network-wired';
export { TrainingWired } from './training-wired';

/** The panels with the stores behind them. Each subscribes to what it shows and to nothing else. */
interface Wired {
  workbench: Workbench;
}

export function RunBarWired({ workbench, estimate }: Wired & { estimate: string }) {
  const run = useLab((state) => state.run);
  const progress = useLab((state) => state.progress);
  const fitting = useLab((state) => state.fitting);
  const restarting = useLab((state) => state.restarting !== null);
  const stuck = useLab((state) => state.gaveUp !== null);
  useLab((state) => state.revision);
  const more = Number.isFinite(workbench.experiment.training.epochs) ? workbench.experiment.training.epochs : 1;
  return (
    <RunBar
      run={run}
      progress={progress}
      fitting={fitting}
      blocked={workbench.blocked}
      waiting={workbench.waiting}
      estimate={estimate}
      changed={workbench.changed}
      restarting={restarting}
      stuck={stuck}
      moreEpochs={more}
      onTrain={lab.startTraining}
      onPause={lab.pauseTraining}
      onResume={lab.resumeTraining}
      onStop={lab.stopTraining}
      onMore={() => run && (isActive(run) ? lab.setRunEpochs(run.epochs + more) : lab.continueRun(run.epochRecords.length + more))}
      onContinue={() => lab.continueRun()}
      onReset={lab.resetWeights}
    />
  );
}

/** What each panel will show, and what to press. */
const IDLE = {
  curves: 'Press Train to watch it learn.',
  confusion:
    'Press Train. After each epoch this table shows which garments are taken for which: right answers on the diagonal, mistakes beside it.',
  samples: 'Press Train, and see it guess.',
};

const EMPTY_HISTORY = { losses: [], accuracies: [] };

/** The same for a model that is no network. */
const IDLE_CLASSICAL: typeof IDLE = {
  curves: 'Press Train: it learns from all training images in one go, and then these figures say how well.',
  confusion:
    'Press Train. When it has learnt, this table shows which garments are taken for which: right answers on the diagonal, mistakes beside it.',
  samples: IDLE.samples,
};

/** The curves of a network, or what a classical model has come to: of the run on show, else of the design. */
export function CurvesWired({ workbench }: Wired) {
  const run = useLab((state) => state.run);
  const model = classicalOf((run ?? workbench).experiment);
  if (!model) return <NetworkCurves />;
  const { fit = null, validation = null, test = null } = run ?? {};
  return <FitPanel model={model} fit={fit} validation={validation} test={test} idleHint={run ? null : IDLE_CLASSICAL.curves} />;
}

function NetworkCurves() {
  const run = useLab((state) => state.run);
  const previous = useLab((state) => state.previous);
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
      history={run?.history ?? EMPTY_HISTORY}
      epochRecords={run?.epochRecords ?? []}
      epochs={run?.epochs ?? previous?.epochs ?? (Number.isFinite(planned) ? planned : 1)}
      stepsPerEpoch={run?.stepsPerEpoch ?? 1}
      ghost={ghost}
      revision={revision}
      idleHint={run ? null : IDLE.curves}
      summary={{ validation: run?.validation ?? null, test: run?.test ?? null, training: run && standingRecord(run) }}
    />
  );
}

export function ConfusionWired({ workbench }: Wired) {
  const run = useLab((state) => state.run);
  const classical = classicalOf((run ?? workbench).experiment) !== null;
  return (
    <ConfusionPanel
      validation={run?.validation ?? null}
      test={run?.test ?? null}
      classNames={run?.classNames ?? []}
      finished={run !== null && !isActive(run)}
      classical={classical}
      idleHint={run ? null : (classical ? IDLE_CLASSICAL : IDLE).confusion}
    />
  );
}

const PREVIEWS = 8;
type Previews = { pixels: Uint8Array; target: number }[];
const NO_PREVIEWS: Previews = [];

export function SamplesWired({ workbench }: Wired) {
  const run = useLab((state) => state.run);
  const samples = useLab((state) => state.samples);
  const dataset = workbench.experiment.data.dataset;
  const ready = useLab((state) => state.datasets[dataset]?.state === 'ready');
  const [previews, setPreviews] = useState(NO_PREVIEWS);
  const [seed, setSeed] = useState(1);
  const current = useRef({ dataset, seed });
  current.current = { dataset, seed };
  useEffect(() => {
    if (!ready) return;
    lab.fetchImages(dataset, 1, seed).then(
      (images) => {
        if (current.current.dataset !== dataset || current.current.seed !== seed) return;
        setPreviews(images.slice(0, PREVIEWS).map(({ pixels, label }) => ({ pixels, target: label })));
      },
      () => setPreviews(NO_PREVIEWS),
    );
  }, [ready, dataset, seed]);
  return (
    <SamplesPanel
      samples={samples}
      classNames={run?.classNames ?? CLASS_NAMES}
      classical={run !== null && classicalOf(run.experiment) !== null}
      idleHint={run ? null : IDLE.samples}
      preview={previews}
      onShuffle={() => (samples ? lab.shuffleSamples() : setSeed(seed + 1))}
    />
  );
}
