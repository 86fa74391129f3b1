import type { DataSpec } from './data/types';
import type { Layer } from './network/types';
import type { TrainingSpec } from './training/types';

/** The version of the Experiment's schema that this app writes. */
export const EXPERIMENT_VERSION = 1;

/** The model part of an Experiment: the layers between input and output as the person stacked them. */
export interface NetworkSpec {
  kind: 'network';
  layers: Layer[];
}

/** Everything that influences a run, as one plain JSON value. */
export interface Experiment {
  version: typeof EXPERIMENT_VERSION;
  name: string;
  data: DataSpec;
  model: NetworkSpec;
  training: TrainingSpec;
}
