import { type DatasetId, STAND_IN_DATASET } from '@/experiment/data/datasets';
import { isOwn } from '@/experiment/data/own';
import type { LabState } from './lab-state';

/**
 * The data set in use: the one wanted if it is there or about to be read from this computer, else the built-in garments. A set that is stored never
 * makes room for them: a run that was meant for it would train on them, only because Train was pressed a second early. Nothing stands in for a person's own images.
 */
export function datasetInUse(wanted: DatasetId, datasets: LabState['datasets']): DatasetId {
  if (isOwn(wanted)) return wanted;
  const state = datasets[wanted]?.state;
  return state === 'ready' || state === 'loading' ? wanted : STAND_IN_DATASET;
}
