import type { ClassicalModel } from './classical/models';
import type { DataSpec } from './data/types';
import type { Layer } from './network/kinds';
import type { TrainingSpec } from './training/types';

/** The version of the Experiment's schema that this app writes. */
export const EXPERIMENT_VERSION = 1;

/** A network as the model of an Experiment: the layers between input and output as the person stacked them. */
export interface NetworkSpec {
  kind: 'network';
  layers: Layer[];
}

/** A classical model as the model of an Experiment. Of the training settings only the seed and the class weights count for it. */
export interface ClassicalSpec {
  kind: 'classical';
  classical: ClassicalModel;
}

/** Everything that influences a run, as one plain JSON value. */
export interface Experiment {
  version: typeof EXPERIMENT_VERSION;
  name: string;
  data: DataSpec;
  model: NetworkSpec | ClassicalSpec;
  training: TrainingSpec;
}

/** The layers of an Experiment's network; none where its model is a classical one. */
export const layersOf = ({ model }: Experiment): Layer[] => (model.kind === 'network' ? model.layers : []);

/** The data of an Experiment as its model sees them. Classical models see no changed images, so added copies must not count for them either, nor added drawings. */
export const dataOf = ({ data, model }: Experiment): DataSpec =>
  model.kind === 'classical' ? { ...data, augmentation: { ...data.augmentation, steps: [] }, drawings: null } : data;

/** The classical model of an Experiment; `null` where it has a network. */
export const classicalOf = ({ model }: Experiment): ClassicalModel | null => (model.kind === 'classical' ? model.classical : null);
