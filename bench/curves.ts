import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PreparedData } from '@/dataset/types';
import type { Engine, Network } from '@/engine/engine';
import { initialPosition } from '@/engine/new-run';
import { train } from '@/engine/train';
import type { TrainingEvent } from '@/engine/training';
import type { Experiment } from '@/experiment/experiment';
import type { Score } from '@/run/types';

/** How a training goes: its validation scores, epoch after epoch; `null` for the epoch in which it failed. */
type Curve = (Score | null)[];

interface Open {
  network: Network;
  events: AsyncGenerator<TrainingEvent, void>;
  curve: Curve;
}

const reached = (curve: Curve, epochs: number) => ({ score: curve[epochs - 1] ?? null, epochs: Math.min(epochs, curve.length) });

/**
 * Trains Experiments on the same data for as many epochs as are asked for, and goes on where it left off when more of them are wanted. What was measured is kept in a file:
 * the curve of an Experiment depends on nothing else.
 */
export class Curves {
  private readonly known: Record<string, Curve>;
  private readonly open = new Map<string, Open>();

  constructor(
    private readonly data: PreparedData,
    private readonly engine: Engine,
    private readonly file: string,
  ) {
    this.known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  /** The validation score after so many epochs, and how many of them were begun: fewer, with `null`, where the training failed. */
  async after(experiment: Experiment, epochs: number): Promise<{ score: Score | null; epochs: number }> {
    const key = JSON.stringify(experiment);
    const known = this.known[key] ?? [];
    if (known.length >= epochs || known.at(-1) === null) return reached(known, epochs);
    const open = this.open.get(key) ?? (await this.begin(key, experiment));
    while (open.curve.length < epochs && open.curve.at(-1) !== null) {
      const { value, done } = await open.events.next();
      if (done) break;
      if (value.type === 'failed') open.curve.push(null);
      if (value.type !== 'epoch') continue;
      if (!value.record.validation) throw new Error('No images are held out for validation.');
      open.curve.push(value.record.validation);
    }
    if (open.curve.length > known.length) this.keep(key, [...open.curve]);
    if (open.curve.length === experiment.training.epochs || open.curve.at(-1) === null) this.close(key);
    return reached(open.curve, epochs);
  }

  dispose(): void {
    for (const key of this.open.keys()) this.close(key);
  }

  private close(key: string): void {
    this.open.get(key)?.network.dispose();
    this.open.delete(key);
  }

  private async begin(key: string, experiment: Experiment): Promise<Open> {
    const { data } = this;
    const { epochs, learningRate } = experiment.training;
    const network = await this.engine.compile(experiment, data);
    const control = { epochs, learningRate, paused: false, whilePaused: async () => undefined };
    const begun = { position: initialPosition, partial: { losses: [], accuracies: [] }, records: [], settled: null, restore: () => false };
    const world = { signal: new AbortController().signal, breathe: async () => undefined, now: () => performance.now() };
    const open = { network, events: train({ experiment, data, network, control, ...begun, ...world }), curve: [] };
    this.open.set(key, open);
    return open;
  }

  private keep(key: string, curve: Curve): void {
    this.known[key] = curve;
    writeFileSync(`${this.file}.part`, JSON.stringify(this.known));
    renameSync(`${this.file}.part`, this.file);
  }
}
