import { useMemo, useState } from 'react';
import { datasetInfo, tableOf } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { inputNames } from '@/experiment/data/table';
import { classicalOf, type Experiment, layersOf } from '@/experiment/experiment';
import { FollowDialog } from '@/features/follow/follow-dialog';
import { followedExperiment, followedNetwork } from '@/metrics/walkthrough/followed-network';
import { followedStep } from '@/metrics/walkthrough/step';
import { useFollowed } from './use-followed';

interface FollowWiredProps {
  open: boolean;
  experiment: Experiment;
  /** Whether the trained network could be trained on with these settings. */
  trained: boolean;
  onClose(): void;
}

/** Training by hand, with the worker behind it. */
export function FollowWired({ open, experiment, trained, onClose }: FollowWiredProps) {
  const [wanted, setStart] = useState<'initial' | 'trained'>('initial');
  const start = trained ? wanted : 'initial';
  const network = useMemo(() => (open ? followedNetwork(followedExperiment(experiment)) : null), [open, experiment]);
  const refused = typeof network === 'string';
  const { example, error, progress, next, run, cancel } = useFollowed(open && !refused ? experiment : null, start);
  const step = useMemo(() => {
    if (!example || !network || typeof network === 'string') return null;
    const { state, pixels, row, number, target, weight, input } = example;
    return followedStep(network, state, {
      input: row ? Float64Array.from(row) : Float64Array.from(pixels, (byte) => (byte - input.offset) * input.factor),
      target: number?.standardized ?? target,
      weight,
    });
  }, [network, example]);
  const rowNames = useMemo(() => {
    const table = tableOf(experiment.data.dataset);
    return table && inputNames(table);
  }, [experiment.data.dataset]);
  return (
    <FollowDialog
      {...{ open, step, example, progress, start, trained, onClose }}
      imageShape={datasetInfo(experiment.data.dataset).itemShape}
      rowNames={rowNames}
      problem={refused ? network : error}
      notes={open && !refused ? notesOf(experiment) : NONE}
      onStart={setStart}
      onNextExample={next}
      onRunEpoch={run}
      onCancel={cancel}
    />
  );
}

const NONE: readonly string[] = [];

/** What is left out of training here. */
function notesOf(experiment: Experiment): string[] {
  const { batchSize, clipping, schedule } = experiment.training;
  const dropout = !classicalOf(experiment) && layersOf(experiment).some(({ kind }) => kind === 'dropout');
  const changed = [
    batchSize > 1 && `one ${itemName(experiment.data)} per step instead of ${batchSize}`,
    schedule.kind !== 'constant' && 'a constant learning rate',
    clipping.kind !== 'none' && 'no clipping',
    dropout && 'no dropout',
  ].filter((words) => words !== false);
  return changed.length === 0 ? [] : [`Training is simplified here so that you can follow it: ${changed.join(', ')}.`];
}
