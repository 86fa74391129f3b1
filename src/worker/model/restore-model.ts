import { noRows } from '@/dataset/tables/prepare';
import type { PreparedData } from '@/dataset/types';
import { restoreModel } from '@/engine/classical/fitted-model';
import { bytesPerItem, datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { fitsExperiment } from '@/run/fits';
import type { Run } from '@/run/types';
import type { SavedModel } from '@/storage/runs/models';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import type { WorkerContext } from '@/worker/context';
import { classifierPredictor, networkPredictor } from './predictor';
import { TrainedModel } from './trained-model';

/** What is stored of what a run has learnt. */
export type Learnt = { kind: 'network'; checkpoint: SavedCheckpoint } | { kind: 'classical'; model: SavedModel };

/** Reads what a run has learnt; `null` where nothing is stored, or what is stored is damaged. */
export async function loadLearnt({ id, experiment, fit }: Run, storage: AppStorage): Promise<Learnt | null> {
  if (experiment.model.kind === 'classical') {
    // A run that started over has nothing to do with the model that it fitted before.
    const model = fit ? await storage.loadModel(id, bytesPerItem(datasetInfo(experiment.data.dataset).itemShape)) : null;
    return model && { kind: 'classical', model };
  }
  const checkpoint = await storage.loadCheckpoint(id);
  return checkpoint && { kind: 'network', checkpoint };
}

/** Whether a run can go on from what is stored of it. */
export const isUsable = (learnt: Learnt | null, { experiment }: Run): boolean =>
  learnt !== null && (learnt.kind === 'classical' || fitsExperiment(learnt.checkpoint.state, experiment));

/** Throws, in words for people, where stored weights are not those of the network. */
export function mustFit({ state }: SavedCheckpoint, experiment: Experiment): void {
  if (!fitsExperiment(state, experiment)) throw new Error('The saved weights are damaged: they do not fit the network.');
}

/** Rebuilds a network from its checkpoint, without a data set. */
export async function restoreNetwork(run: Run, checkpoint: SavedCheckpoint, { engines }: WorkerContext): Promise<TrainedModel> {
  const { state, epoch, step } = checkpoint;
  mustFit(checkpoint, run.experiment);
  const engine = await engines.holding(run.experiment);
  const network = await engine.compile(run.experiment, noImages(run));
  network.setState(state);
  const model = new TrainedModel({ run }, networkPredictor(network, run.experiment), null);
  // The curves of a run that failed go on for a while after its last good weights.
  if (run.status === 'failed') model.wentBackTo = { epoch, step };
  return model;
}

/** Rebuilds a fitted classical model; `data` is needed by nearest neighbours alone. */
export function restoreFitted(run: Run, saved: SavedModel, data: PreparedData | null, context: WorkerContext): TrainedModel {
  return new TrainedModel({ run }, classifierPredictor(restoreModel(saved, data ?? noImages(run)), context), data);
}

/** A data set without images: enough to compile a network that is asked about pictures only. */
export function noImages(run: Pick<Run, 'experiment' | 'classNames' | 'input'>): PreparedData {
  const { itemShape, table } = datasetInfo(run.experiment.data.dataset);
  const [height, width, channels] = itemShape;
  const none = new Uint32Array(0);
  return {
    pixels: new Uint8Array(0),
    targets: new Uint8Array(0),
    classNames: run.classNames,
    height,
    width,
    channels,
    train: none,
    validation: none,
    test: none,
    classWeights: null,
    augmentation: null,
    ...run.input,
    ...(table ? { table: noRows(width) } : {}),
  };
}
