import type { Network } from '@/engine/engine';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import { slotNames } from '@/experiment/training/optimizers';
import type { Run } from '@/run/types';
import type { Snapshot } from '@/storage/runs/snapshots';
import type { WorkerContext } from '@/worker/context';
import { networkPredictor } from './predictor';
import { noImages } from './restore-model';
import { TrainedModel } from './trained-model';

/** The network of the run on show as it was after earlier epochs. It has a network of its own, so that the one that is trained is never touched. */
export class LookBack {
  private network: { runId: string; network: Network } | null = null;
  private model: TrainedModel | null = null;
  /** Questions about earlier epochs come one after the other: all share one network. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly context: WorkerContext) {}

  /** Asks the network as it was after an epoch. Rejects, in words for people, where its weights of then are not kept. */
  ask<T>(run: Run, epoch: number, question: (model: TrainedModel) => Promise<T>): Promise<T> {
    const answer = this.turn.then(async () => question(await this.at(run, epoch)));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** Releases the network; its memory is wanted. */
  release(): void {
    const { turn } = this;
    this.turn = turn.then(() => this.drop());
  }

  private drop(): void {
    this.network?.network.dispose();
    this.network = null;
    this.model = null;
  }

  private async at(run: Run, epoch: number): Promise<TrainedModel> {
    if (this.network?.runId !== run.id) this.drop();
    if (this.model?.wentBackTo?.epoch === epoch) return this.model;
    const snapshot = await this.context.runStore.storage.loadSnapshot(run.id, epoch);
    if (!snapshot) throw new Error(`The weights of epoch ${epoch} are not kept any more.`);
    const { network } = this.network ?? (await this.open(run));
    network.setState(stateOf(run, snapshot));
    this.model = new TrainedModel({ run }, networkPredictor(network, run.experiment), null);
    this.model.wentBackTo = { epoch: snapshot.epoch, step: snapshot.step };
    return this.model;
  }

  private async open(run: Run): Promise<{ runId: string; network: Network }> {
    const engine = await this.context.engines.holding(run.experiment);
    this.network = { runId: run.id, network: await engine.compile(run.experiment, noImages(run)) };
    return this.network;
  }
}

/** Nothing is trained on from here, so the optimizer remembers nothing. */
function stateOf({ experiment }: Run, { weights }: Snapshot) {
  const trained = weightSpecs(experiment).filter(({ trainable }) => trainable);
  const slots = slotNames(experiment.training.optimizer).map(() => trained.map(({ shape }) => new Float32Array(sizeOf(shape))));
  return { weights, slots, updates: 0 };
}
