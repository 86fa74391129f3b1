import type { PreparedData } from '@/dataset/types';
import { datasetInfo } from '@/experiment/data/datasets';
import type { EvaluationSet, Run } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { Answers, SetPredictions } from '@/worker/protocol';
import { type Learnt, loadLearnt, restoreFitted, restoreNetwork } from './restore-model';
import type { TrainedModel } from './trained-model';

/** Models that are kept ready to be asked: the two that are compared. */
const MOST_READY = 2;

interface Ready {
  /** The run as it was when the model was restored: one that was trained on since must be restored again. */
  run: Run;
  model: TrainedModel;
}

/** Models of kept runs that are asked beside the current one, without showing their runs. To be used one question at a time. */
export class KeptModels {
  /** The one asked last comes last. */
  private ready: Ready[] = [];

  constructor(private readonly context: WorkerContext) {}

  /** A kept run's predictions for a whole set. Throws, with words for people, where it has learnt nothing that is stored, or its images are not here. */
  async predictSet(runId: string, set: EvaluationSet): Promise<SetPredictions> {
    const { model } = await this.obtain(runId);
    const data = model.data ?? this.imagesOf(model.run);
    if (data[set].length === 0) throw new Error(`This run has no ${set} images.`);
    return model.predictSet({ data, set, signal: new AbortController().signal, context: this.context });
  }

  /** The probabilities that kept runs give one picture of their data set's shape. */
  async predictImage(runIds: readonly string[], pixels: Uint8Array): Promise<Answers['predictByRuns']> {
    const answers: Answers['predictByRuns'] = [];
    for (const runId of runIds) {
      const { model } = await this.obtain(runId);
      answers.push({ probabilities: await model.predictImage(pixels), classNames: [...model.run.classNames] });
    }
    return answers;
  }

  /** Releases the models: their memory is wanted for a run. */
  release(): void {
    for (const { model } of this.ready) model.dispose();
    this.ready = [];
  }

  private async obtain(runId: string): Promise<Ready> {
    const { storage } = this.context.runStore;
    const run = await storage.loadRun(runId);
    if (!run) throw new Error('This run is no longer saved in this browser, or it is damaged.');
    const known = this.ready.find((one) => one.run.id === runId);
    const others = this.ready.filter((one) => one !== known);
    if (known && known.run.updatedAt === run.updatedAt) {
      this.ready = [...others, known];
      return known;
    }
    known?.model.dispose();
    this.ready = others;
    while (this.ready.length >= MOST_READY) this.ready.shift()?.model.dispose();
    const learnt = await loadLearnt(run, storage);
    if (!learnt) throw new Error('The weights of this run are no longer saved. Train it again to use its model.');
    const ready = { run, model: await this.restore(run, learnt) };
    this.ready = [...this.ready, ready];
    return ready;
  }

  private async restore(run: Run, learnt: Learnt): Promise<TrainedModel> {
    if (learnt.kind === 'network') return restoreNetwork(run, learnt.checkpoint, this.context);
    const needsImages = learnt.model.kind === 'nearestNeighbours';
    return restoreFitted(run, learnt.model, needsImages ? this.imagesOf(run) : null, this.context);
  }

  private imagesOf({ experiment }: Run): PreparedData {
    const { dataset: id } = experiment.data;
    const dataset = this.context.datasets.get(id);
    if (!dataset) throw new Error(`The images of ${datasetInfo(id).name} are not here yet.`);
    return this.context.datasets.prepare(dataset, experiment);
  }
}
