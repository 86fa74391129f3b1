import { useEffect } from 'react';
import { formatDuration } from '@/metrics/format';
import { requestEstimate } from '@/stores/lab';
import { useLab } from './use-store';
import type { Workbench } from './use-workbench';

/** A probe starts this long after the last edit: nobody wants a machine busy while they type. */
const QUIET_MS = 1200;

/** About how long Train would take, in words; empty while nobody knows. Asks the worker to measure when the design has come to rest. */
export function useEstimate({ experiment, blocked, running, split }: Workbench): string {
  const estimate = useLab((lab) => lab.estimate);
  const { batchSize, optimizer, epochs } = experiment.training;
  const key = JSON.stringify([
    experiment.model.layers.map(({ id: _id, ...layer }) => layer),
    experiment.data.dataset,
    batchSize,
    optimizer.kind,
  ]);
  const wanted = blocked === null && !running && estimate?.key !== key;
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => requestEstimate(key), QUIET_MS);
    return () => clearTimeout(timer);
  }, [wanted, key]);
  if (blocked !== null || estimate?.key !== key || !estimate.value) return '';
  const seconds = (Math.ceil(split.train / batchSize) * estimate.value.msPerStep * epochs) / 1000;
  return `${seconds < 0.1 ? 'under 0.1 s' : `about ${formatDuration(seconds)}`} for ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}
