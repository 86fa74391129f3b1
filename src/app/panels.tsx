import { useEffect, useMemo, useRef, useState } from 'react';
import { CLASS_NAMES } from '@/experiment/data/classes';
import { matchingPreset, PRESETS } from '@/experiment/presets/starters';
import { validationShareOf } from '@/experiment/training/settings';
import type { TrainingSpec } from '@/experiment/training/types';
import { NetworkPanel } from '@/features/builder';
import { ConfusionPanel } from '@/features/confusion/confusion-panel';
import { CurvesPanel } from '@/features/curves/curves-panel';
import { DataPanel } from '@/features/data/data-panel';
import { SamplesPanel } from '@/features/samples/samples-panel';
import { RunBar } from '@/features/training/run-bar';
import { TrainingPanel } from '@/features/training/training-panel';
import { formatCount } from '@/metrics/format';
import { isActive } from '@/run/reduce';
import { editDesign, redo, undo } from '@/stores/design';
import * as lab from '@/stores/lab';
import { preferencesStore } from '@/stores/preferences';
import type { EngineSpeed } from '@/stores/types';
import { useDesign, useLab, usePreferences } from './use-store';
import type { Workbench } from './use-workbench';

export { DrawWired } from './draw-wired';

/** The panels with the stores behind them. Each subscribes to what it shows and to nothing else. */
interface Wired {
  workbench: Workbench;
}

export function DataWired({ workbench }: Wired) {
  const wanted = useDesign((design) => design.experiment.data.dataset);
  const statuses = useLab((state) => state.datasets);
  return (
    <DataPanel
      wanted={wanted}
      inUse={workbench.experiment.data.dataset}
      statuses={statuses}
      split={workbench.split}
      onWanted={(dataset) => {
        editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset } }));
        lab.needDataset(dataset);
      }}
      onRetry={() => lab.needDataset(wanted)}
      onCancel={lab.cancelDownload}
      onFiles={(files) => {
        editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset: 'fashion-mnist' } }));
        lab.loadFiles(files);
      }}
      fetchImages={lab.fetchImages}
      onErase={lab.eraseEverything}
    />
  );
}

export function NetworkWired({ workbench }: Wired) {
  const canUndo = useDesign((design) => design.past.length > 0);
  const canRedo = useDesign((design) => design.future.length > 0);
  const { experiment, network } = workbench;
  const { layers } = experiment.model;
  const setLayers = (kind: string, next: typeof layers) =>
    editDesign(kind, (design) => ({ ...design, model: { ...design.model, layers: next } }));
  return (
    <NetworkPanel
      layers={layers}
      task={experiment.data.task}
      batchSize={experiment.training.batchSize}
      network={network}
      onChange={(next) => setLayers(next.length === layers.length ? 'option' : 'stack', next)}
      canUndo={canUndo}
      canRedo={canRedo}
      onUndo={undo}
      onRedo={redo}
      presets={PRESETS}
      preset={matchingPreset(layers)}
      onPreset={(id) => setLayers('preset', PRESETS.find((preset) => preset.id === id)?.layers ?? layers)}
    />
  );
}

const ENGINES = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgl', label: 'GPU (WebGL)' },
  { value: 'wasm', label: 'CPU (WebAssembly)' },
  { value: 'cpu', label: 'CPU (TensorFlow.js)' },
] as const;

/** " · 12,300 images/s" where the engine was measured on the design. */
function speedOf(label: string, speeds: readonly EngineSpeed[] | undefined): string {
  const speed = speeds?.find((measured) => measured.label === label);
  if (!speed) return '';
  return ` · ${speed.atMost ? 'under ' : ''}${formatCount(Math.round(speed.examplesPerSecond))} images/s`;
}

/** A learning rate reaches a run once the typing has come to rest. */
const LEARNING_RATE_REST_MS = 700;

export function TrainingWired({ workbench }: Wired) {
  const engine = usePreferences((preferences) => preferences.engine);
  const speeds = useLab((state) => state.estimate?.value?.engines);
  const { experiment, issues, running } = workbench;
  const { learningRate } = experiment.training;
  const wrong = issues.some((issue) => issue.field === 'learningRate');
  useEffect(() => {
    if (!running || wrong) return;
    const timer = setTimeout(() => lab.setRunLearningRate(learningRate), LEARNING_RATE_REST_MS);
    return () => clearTimeout(timer);
  }, [running, wrong, learningRate]);
  const setTraining = (change: Partial<TrainingSpec>) =>
    editDesign(`training ${Object.keys(change).join(' ')}`, (design) => ({ ...design, training: { ...design.training, ...change } }));
  return (
    <TrainingPanel
      training={experiment.training}
      validationShare={validationShareOf(experiment)}
      issues={issues}
      running={running}
      engine={engine}
      engines={ENGINES.map(({ value, label }) => ({ value, label: label + speedOf(label, speeds) }))}
      onTraining={setTraining}
      onValidationShare={(validationShare) =>
        editDesign('validationShare', (design) => ({
          ...design,
          data: { ...design.data, split: { kind: 'official', stratified: true, validationShare } },
        }))
      }
      onEngine={(choice) => {
        preferencesStore.setState({ engine: choice });
        lab.chooseEngine(choice);
      }}
    />
  );
}

export function RunBarWired({ workbench, estimate }: Wired & { estimate: string }) {
  const run = useLab((state) => state.run);
  const progress = useLab((state) => state.progress);
  const restarting = useLab((state) => state.restarting !== null);
  const stuck = useLab((state) => state.gaveUp !== null);
  useLab((state) => state.revision);
  const more = Number.isFinite(workbench.experiment.training.epochs) ? workbench.experiment.training.epochs : 1;
  return (
    <RunBar
      run={run}
      progress={progress}
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

export function CurvesWired() {
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
      summary={{ validation: run?.validation ?? null, test: run?.test ?? null, training: run?.epochRecords.at(-1)?.training ?? null }}
    />
  );
}

export function ConfusionWired() {
  const run = useLab((state) => state.run);
  return (
    <ConfusionPanel
      validation={run?.validation ?? null}
      test={run?.test ?? null}
      classNames={run?.classNames ?? []}
      finished={run !== null && !isActive(run)}
      idleHint={run ? null : IDLE.confusion}
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
      idleHint={run ? null : IDLE.samples}
      preview={previews}
      onShuffle={() => (samples ? lab.shuffleSamples() : setSeed(seed + 1))}
    />
  );
}
