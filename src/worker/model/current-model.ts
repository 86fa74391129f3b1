import type { PreparedData } from '@/dataset/types';
import { DATASETS } from '@/experiment/data/classes';
import type { EvaluationSet } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { Answers, SetPredictions } from '@/worker/protocol';
import type { IdleQueue } from '@/worker/run/idle-queue';
import { INTERRUPTED, predictSet } from './predict-set';
import { hasLearnt, predictImage, predictSamples, type TrainedModel, whereTrained } from './trained-model';

/** Owns the one network or model that can be asked, and asks it. */
export class CurrentModel {
  private trained: TrainedModel | null = null;
  /** Why nothing can be asked, where it is not that nothing was trained. */
  private excuse: string | null = null;
  private shuffles = 0;
  private asking = new AbortController();
  private cancelled = 0;

  constructor(private readonly context: WorkerContext) {}

  get current(): TrainedModel | null {
    return this.trained;
  }

  /** Puts another in its place, and lets go of the one that was there. */
  take(trained: TrainedModel | null, excuse: string | null = null): void {
    this.trained?.predictor.dispose();
    this.trained = trained;
    this.excuse = excuse;
  }

  async predict(pixels: Uint8Array): Promise<Answers['predict']> {
    if (!this.trained) throw new Error(this.excuse ?? 'No trained network is here yet.');
    return { probabilities: await predictImage(this.trained, pixels), classNames: this.trained.run.classNames };
  }

  /** Changes when all questions asked before are cancelled, those that still wait for their turn included. */
  get questions(): number {
    return this.cancelled;
  }

  /**
   * The answers to a whole set, all with the same weights: a run under way (`rest`) waits for them between two blocks of its work. `questions` is
   * what it was when this one was asked.
   */
  async predictions(set: EvaluationSet, { rest, questions }: { rest: IdleQueue | null; questions: number }): Promise<SetPredictions> {
    if (questions !== this.cancelled) throw new Error(INTERRUPTED);
    const { trained } = this;
    if (!trained || !hasLearnt(trained)) throw new Error(this.excuse ?? 'No trained network is here yet. Press Train first.');
    const data = this.imagesFor(trained);
    if (data[set].length === 0) throw new Error(`This run has no ${set} images.`);
    this.asking = new AbortController();
    const { signal } = this.asking;
    const ask = () => predictSet({ trained, data, set, signal, context: this.context });
    return rest ? rest.ask(ask) : ask();
  }

  /** Something that matters more is to begin. */
  cancel(): void {
    this.cancelled++;
    this.asking.abort();
  }

  async shuffleSamples(): Promise<void> {
    await this.showSamples(++this.shuffles);
  }

  async showSamples(draw: number): Promise<void> {
    const { trained } = this;
    if (!trained?.data) return;
    const samples = await predictSamples(trained, trained.data, draw, whereTrained(trained));
    this.context.outbox.send({ type: 'run', event: { runId: trained.run.id, news: { type: 'samples', samples } } });
  }

  private imagesFor({ run: { experiment }, data }: TrainedModel): PreparedData {
    if (data) return data;
    const dataset = this.context.datasets.get(experiment.data.dataset);
    if (!dataset) throw new Error(`The images of ${DATASETS[experiment.data.dataset].name} are not here yet.`);
    return this.context.datasets.prepare(dataset, experiment);
  }
}
