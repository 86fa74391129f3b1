import type { PreparedData } from '@/dataset/types';
import { type Measurement, measure } from '@/engine/choose';
import type { Engine, EngineId } from '@/engine/engine';
import type { Experiment } from '@/experiment/experiment';
import type { Backend, EngineChoice } from './protocol';

/** Ways to open the engines of this machine; each rejects where its engine cannot run. */
export type EngineFactories = Partial<Record<EngineId, () => Promise<Engine>>>;

/** Keeps the engines that were opened, and picks one for a network. */
export class Engines {
  private readonly open = new Map<EngineId, Promise<Engine | null>>();
  private readonly measured = new Map<string, Measurement[]>();
  private readonly problems: string[] = [];

  constructor(
    private readonly factories: EngineFactories,
    private readonly choice: EngineChoice,
    private readonly now: () => number,
  ) {}

  /** The engine to start with, before any network is known. */
  async first(): Promise<Engine> {
    for (const id of this.order()) {
      const engine = await this.get(id);
      if (engine) return engine;
    }
    throw new Error(`No engine could be started here. ${this.problems.join(' ')}`);
  }

  /**
   * The engine for a network: the one the person chose where it can run it, else the fastest by measurement. Measurements are kept.
   * Throws where no engine can run it, with the reasons.
   */
  async forExperiment(experiment: Experiment, data: PreparedData, signal: AbortSignal): Promise<Measurement> {
    const [fastest] = await this.measureAll(experiment, data, signal);
    if (fastest) return fastest;
    throw new Error(this.problems.at(-1) ?? 'No engine here can run this network.');
  }

  dispose(): void {
    for (const engine of this.open.values()) engine.then((opened) => opened?.dispose());
  }

  /** Measurements of all engines that may serve, fastest first. */
  private async measureAll(experiment: Experiment, data: PreparedData, signal: AbortSignal): Promise<Measurement[]> {
    const key = JSON.stringify([experiment.model, experiment.data.task, experiment.training.batchSize, experiment.training.optimizer.kind]);
    const known = this.measured.get(key);
    if (known) return known;
    const results: Measurement[] = [];
    for (const engine of await this.candidates(experiment)) {
      results.push(await measure(engine, experiment, data, this.now, signal));
      if (signal.aborted) return results;
    }
    results.sort((a, b) => a.msPerStep - b.msPerStep);
    if (results.length > 0) this.measured.set(key, results);
    return results;
  }

  private async candidates(experiment: Experiment): Promise<Engine[]> {
    const candidates: Engine[] = [];
    for (const id of this.order()) {
      const engine = await this.get(id);
      const reasons = engine?.unsupported(experiment) ?? [];
      if (engine && reasons.length === 0) candidates.push(engine);
      this.problems.push(...reasons);
      // tfjs on plain JavaScript is the last resort: measuring it beside a working engine would only cost time.
      if (candidates.length > 0 && (this.choice !== 'auto' || id === 'webgl') && !this.factories.wasm) break;
    }
    return candidates;
  }

  /** The person's choice first; then all that may serve, in the order of hope. */
  private order(): EngineId[] {
    const all: EngineId[] = ['webgl', 'wasm', 'cpu'];
    const available = all.filter((id) => this.factories[id]);
    return this.choice === 'auto'
      ? available
      : [this.choice, ...available.filter((id) => id !== this.choice)].filter((id) => this.factories[id]);
  }

  private get(id: EngineId): Promise<Engine | null> {
    const opened = this.open.get(id) ?? this.start(id);
    this.open.set(id, opened);
    return opened;
  }

  private async start(id: EngineId): Promise<Engine | null> {
    try {
      return (await this.factories[id]?.()) ?? null;
    } catch (error) {
      this.problems.push(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}

/** What the page shows of an engine. */
export const backendOf = ({ info }: Engine): Backend => ({
  label: info.label,
  device: info.device,
  reason: info.reason,
  hardware: info.hardware,
});
