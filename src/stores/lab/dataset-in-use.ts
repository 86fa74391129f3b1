import { type DatasetId, STAND_IN_DATASET } from '@/experiment/data/datasets';
import type { LabState } from './lab-state';

/** The data set in use: the one wanted if it is there, else the built-in garments. */
export const datasetInUse = (wanted: DatasetId, datasets: LabState['datasets']): DatasetId =>
  datasets[wanted]?.state === 'ready' ? wanted : STAND_IN_DATASET;
