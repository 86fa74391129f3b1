import { type DatasetId, hasStandIn, STAND_IN_DATASET } from '@/experiment/data/datasets';
import type { LabState } from './lab-state';

/**
 * The data set in use: the one wanted if it is there or about to be read from this computer, else the built-in garments. A set that is stored never
 * makes room for them: a run that was meant for it would train on them, only because Train was pressed a second early. They stand in for nothing that has other classes.
 */
export function datasetInUse(wanted: DatasetId, datasets: LabState['datasets']): DatasetId {
  if (!hasStandIn(wanted)) return wanted;
  const state = datasets[wanted]?.state;
  return state === 'ready' || state === 'loading' ? wanted : STAND_IN_DATASET;
}
