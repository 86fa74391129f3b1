import { useEffect, useRef, useState } from 'react';
import { CLASS_NAMES } from '@/experiment/data/classes';
import { classicalOf } from '@/experiment/experiment';
import { ConfusionPanel } from '@/features/confusion/confusion-panel';
import { SamplesPanel } from '@/features/samples/samples-panel';
import { RunBar } from '@/features/training/run-bar';
import { isActive } from '@/run/reduce';
import * as lab from '@/stores/lab';
import { useLab } from './use-store';
import type { Workbench } from './use-workbench';

export { CurvesWired } from './curves-wired';
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
  const evaluating = useLab((state) => state.evaluating);
  const restarting = useLab((state) => state.restarting !== null);
  const stuck = useLab((state) => state.gaveUp !== null);
  useLab((state) => state.revision);
  const more = Number.isFinite(workbench.experiment.training.epochs) ? workbench.experiment.training.epochs : 1;
  return (
    <RunBar
      run={run}
      progress={progress}
      fitting={fitting}
      evaluating={evaluating}
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
  confusion:
    'Press Train. After each epoch this table shows which garments are taken for which: right answers on the diagonal, mistakes beside it.',
  samples: 'Press Train, and see it guess.',
};

/** The same for a model without epochs. */
const IDLE_CONFUSION_OF_FIT =
  'Press Train. When it has learnt, this table shows which garments are taken for which: right answers on the diagonal, mistakes beside it.';

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
      idleHint={run ? null : classical ? IDLE_CONFUSION_OF_FIT : IDLE.confusion}
    />
  );
}

const PREVIEWS = 8;
type Previews = { pixels: Uint8Array; name: string }[];
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
        setPreviews(images.slice(0, PREVIEWS).map(({ pixels, label }) => ({ pixels, name: CLASS_NAMES[label] ?? `Class ${label}` })));
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
