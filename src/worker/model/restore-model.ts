import type { PreparedData } from '@/dataset/types';
import { restoreClassifier } from '@/engine/classical/classifier';
import { DATASETS } from '@/experiment/data/classes';
import type { DatasetId } from '@/experiment/data/types';
import type { Run } from '@/run/types';
import type { SavedModel } from '@/storage/models';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import type { WorkerContext } from '@/worker/context';
import { problemOf } from '@/worker/outbox';
import type { CurrentModel } from './current-model';
import { classifierPredictor, networkPredictor } from './predictor';

/** What is kept of what a run has learnt. */
export type Learnt = { kind: 'network'; checkpoint: SavedCheckpoint } | { kind: 'classical'; model: SavedModel };

/** Reads what a run has learnt; `null` where nothing of it is kept, or what is cannot be read. */
export async function loadLearnt({ id, experiment, fit }: Run, storage: AppStorage): Promise<Learnt | null> {
  if (experiment.model.kind === 'classical') {
    // A run that started over has nothing to do with the model of its earlier life.
    const model = fit ? await storage.loadModel(id) : null;
    return model && { kind: 'classical', model };
  }
  const checkpoint = await storage.loadCheckpoint(id);
  return checkpoint && { kind: 'network', checkpoint };
}

/** Makes what the last run has learnt askable again, after a reload. */
export class ModelRestorer {
  /** A model that answers by its training images, and waits for them. */
  private waiting: { run: Run; model: SavedModel } | null = null;

  constructor(
    private readonly context: WorkerContext,
    private readonly currentModel: CurrentModel,
  ) {}

  /** What cannot be held here is left in storage, and said. */
  async restore(run: Run, learnt: Learnt): Promise<void> {
    try {
      if (learnt.kind === 'network') await this.restoreNetwork(run, learnt.checkpoint);
      else this.restoreModel(run, learnt.model);
    } catch (error) {
      this.context.outbox.send({
        type: 'problem',
        problem: problemOf(error, 'engine', `The last trained ${words(learnt)} could not be loaded.`),
      });
    }
  }

  /** A data set has become ready: what came back without images can show its samples now. */
  async offer(id: DatasetId): Promise<void> {
    const dataset = this.context.datasets.get(id);
    const run = this.waiting?.run ?? this.currentModel.current?.run;
    if (!dataset || !run || run.experiment.data.dataset !== id || this.currentModel.current?.data) return;
    const data = this.context.datasets.prepare(dataset, run.experiment);
    if (this.waiting) this.takeModel(run, this.waiting.model, data);
    else if (this.currentModel.current) this.currentModel.current.data = data;
    await this.currentModel.showSamples(0);
  }

  /** Another run begins: what waited is of no interest any more. */
  forget(): void {
    this.waiting = null;
  }

  private async restoreNetwork(run: Run, { state, epoch, step }: SavedCheckpoint): Promise<void> {
    const engine = await this.context.engines.holding(run.experiment);
    const network = await engine.compile(run.experiment, noData(run));
    network.setState(state);
    const predictor = networkPredictor(network, run.experiment);
    // A run that failed goes on in its curves for a while after its last good weights.
    this.currentModel.take({ run, predictor, data: null, ...(run.status === 'failed' ? { standing: { epoch, step } } : {}) });
    this.context.outbox.send({ type: 'network', ready: step > 0 });
  }

  private restoreModel(run: Run, model: SavedModel): void {
    if (model.kind !== 'nearestNeighbours') {
      this.takeModel(run, model, null);
      return;
    }
    this.waiting = { run, model };
    const { name } = DATASETS[run.experiment.data.dataset];
    this.currentModel.take(null, `This model answers by its training images, and the images of ${name} are not here yet.`);
  }

  private takeModel(run: Run, model: SavedModel, data: PreparedData | null): void {
    this.waiting = null;
    const classifier = restoreClassifier(model, data ?? noData(run));
    this.currentModel.take({ run, predictor: classifierPredictor(classifier, this.context), data });
    this.context.outbox.send({ type: 'network', ready: true });
  }
}

const words = ({ kind }: Learnt): string => (kind === 'network' ? 'network' : 'model');

/** A data set without images: enough to compile a network that will only be asked about pictures. */
const noData = (run: Run): PreparedData => ({
  pixels: new Uint8Array(0),
  targets: new Uint8Array(0),
  classNames: run.classNames,
  height: 28,
  width: 28,
  train: new Uint32Array(0),
  validation: new Uint32Array(0),
  test: new Uint32Array(0),
  classWeights: null,
  augmentation: null,
  ...run.input,
});
