import { useEffect, useState } from 'react';
import { useLab, usePreferences, useTrialUnderWay } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { addedPerEpoch } from '@/experiment/data/added-drawings';
import { datasetInfo } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import type { DataSpec } from '@/experiment/data/types';
import { classicalOf } from '@/experiment/experiment';
import type { TrainingSpec } from '@/experiment/training/types';
import { formatCount } from '@/experiment/words/numbers';
import { TrainingPanel } from '@/features/training/training-panel';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import { preferencesStore } from '@/stores/preferences';
import type { EngineChoice, EngineSpeed } from '@/stores/types';

const ENGINES = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgl', label: 'GPU (WebGL)' },
  { value: 'wasm', label: 'CPU (WebAssembly)' },
  { value: 'cpu', label: 'CPU (TensorFlow.js)' },
] as const;

/** " · 12,300 images/s" where the engine was measured on the design. */
function speedOf(engine: EngineChoice, speeds: readonly EngineSpeed[] | undefined, items: string): string {
  const speed = speeds?.find((measured) => measured.engine === engine);
  if (!speed) return '';
  return ` · ${speed.atMost ? 'under ' : ''}${formatCount(Math.round(speed.examplesPerSecond))} ${items}/s`;
}

/** A learning rate reaches a run this long after its field was left or the arrow keys have come to rest; never while it is half typed. */
const LEARNING_RATE_REST_MS = 700;

/** Training images that one epoch shows: with added copies, each image of the classes concerned twice. Every data set has as many of each class. */
function imagesPerEpoch({ dataset, augmentation, drawings }: DataSpec, train: number): number {
  const { steps, mode, classes } = augmentation;
  const own = addedPerEpoch(drawings);
  if (steps.length === 0 || mode === 'inPlace') return train + own;
  return own + Math.round(train * (1 + (classes === null ? 1 : classes.length / datasetInfo(dataset).classNames.length)));
}

/** The Training panel with the stores behind it. */
export function TrainingWired({ workbench }: { workbench: Workbench }) {
  const engine = usePreferences((preferences) => preferences.engine);
  const speeds = useLab((state) => state.estimate?.value?.engines);
  const { experiment, issues, running, split } = workbench;
  const { learningRate } = experiment.training;
  const wrong = issues.some((issue) => issue.field === 'learningRate' && issue.severity === 'error');
  const fitting = useLab((state) => state.run?.experiment.model.kind === 'classical');
  const classical = classicalOf(experiment);
  const trial = useTrialUnderWay();
  const rateApplies = running && !trial && !fitting && classical === null;
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!rateApplies || wrong || typing) return;
    const timer = setTimeout(() => lab.commands.setLearningRate(learningRate), LEARNING_RATE_REST_MS);
    return () => clearTimeout(timer);
  }, [rateApplies, wrong, typing, learningRate]);
  const setTraining = (change: Partial<TrainingSpec>) =>
    editDesign(`training ${Object.keys(change).join(' ')}`, (design) => ({ ...design, training: { ...design.training, ...change } }));
  return (
    <TrainingPanel
      training={experiment.training}
      classical={classical}
      question={experiment.data}
      issues={issues}
      imagesPerEpoch={imagesPerEpoch(experiment.data, split.train)}
      running={running}
      rateApplies={rateApplies}
      engine={engine}
      engines={ENGINES.map(({ value, label }) => ({ value, label: label + speedOf(value, speeds, `${itemName(experiment.data)}s`) }))}
      onTraining={setTraining}
      onTypingRate={setTyping}
      onEngine={(choice) => {
        preferencesStore.setState({ engine: choice });
        lab.commands.chooseEngine(choice);
      }}
    />
  );
}
