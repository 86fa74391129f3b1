import type { PreparedData } from '@/dataset/types';
import { compareEngines, type Measurement } from '@/engine/choose';
import type { Engine, EngineId } from '@/engine/engine';
import type { Experiment } from '@/experiment/experiment';
import type { Backend, EngineChoice, EngineSpeed } from './protocol';

/** Ways to open the engines of this machine; each rejects where its engine cannot run. `webgl` may give the CPU one where there is no GPU. */
export type EngineFactories = Partial<Record<EngineId, () => Promise<Engine>>>;

/** The engine chosen for a network, and all that were measured for it, fastest first. */
export interface Choice {
  engine: Engine;
  msPerStep: number;
  measurements: readonly Measurement[];
}

/** Keeps the engines that were opened, and picks one for a network: the one the person wants where it can, else the fastest measured. */
export class Engines {
  private readonly opened = new Map<EngineId, Promise<Engine | null>>();
  private readonly measured = new Map<string, Measurement[]>();
  private readonly problems = new Set<string>();
  /** Why there is no GPU here; empty where there is one, or none was asked for. */
  private noGpu = '';

  constructor(
    private readonly factories: EngineFactories,
    private readonly choice: EngineChoice,
    private readonly now: () => number,
  ) {}

  /** The engine to start with, before any network is known: the chosen one, a GPU, our own, or whatever works. */
  async first(): Promise<Engine> {
    const wanted = this.choice === 'auto' ? null : await this.get(this.choice);
    const gpu = wanted ? null : await this.get('webgl');
    const engine = wanted ?? (gpu?.info.hardware ? gpu : ((await this.get('wasm')) ?? gpu ?? (await this.get('cpu'))));
    if (engine) return engine;
    throw new Error(`No engine could be started here. ${[...this.problems].join(' ')}`);
  }

  /**
   * The engine for a network: the one that trained it before (by its label) where it is still among those that may serve, since another
   * one's numbers differ in the last digits; else the fastest. Measurements are kept. Throws where no engine can run it, with the reasons.
   */
  async forExperiment(experiment: Experiment, data: PreparedData, signal: AbortSignal, before = ''): Promise<Choice> {
    const key = JSON.stringify([experiment.model, experiment.data.task, experiment.training.batchSize, experiment.training.optimizer.kind]);
    const known = this.measured.get(key);
    const measurements = known ?? (await compareEngines(await this.candidates(experiment), { experiment, data, now: this.now, signal }));
    const [fastest] = measurements;
    if (!fastest) throw new Error([...this.problems].at(-1) ?? 'No engine here can run this network.');
    if (!signal.aborted) this.measured.set(key, measurements);
    const { engine, msPerStep } = measurements.find((measured) => labelOf(measured.engine) === before) ?? fastest;
    return { engine, msPerStep, measurements };
  }

  dispose(): void {
    for (const engine of this.opened.values()) engine.then((open) => open?.dispose());
  }

  /** What the page shows of an engine, and why it is this one. */
  backendOf(engine: Engine): Backend {
    const { label, device, reason, hardware } = engine.info;
    return { label, device, reason: reason || this.noGpu, hardware };
  }

  /** What the page shows of an engine chosen for a network: its speed beside the others' is the reason. */
  chosenBackend({ engine, measurements }: Choice, batchSize: number): Backend {
    const [own, ...others] = speedsOf(measurements, batchSize);
    if (!own || others.length === 0 || engine !== measurements[0]?.engine) return this.backendOf(engine);
    const words = (speed: EngineSpeed) => `${speed.atMost ? 'at most ' : ''}${Math.round(speed.examplesPerSecond).toLocaleString('en')}`;
    const rest = others.map((speed) => `${words(speed)} on ${speed.label}`).join(', ');
    return {
      ...this.backendOf(engine),
      reason: `Fastest for this network on this computer: ${words(own)} images per second, against ${rest}.`,
    };
  }

  /** Our own first, since it is measured in no time and tells how long the GPU's probe may take. tfjs on plain JavaScript is the last resort. */
  private async candidates(experiment: Experiment): Promise<Engine[]> {
    const chosen = this.choice === 'auto' ? [] : await this.able([this.choice], experiment);
    if (chosen.length > 0) return chosen;
    const fast = await this.able(['wasm', 'webgl'], experiment);
    const real = fast.filter((engine) => engine.info.id !== 'cpu');
    if (real.length > 0) return real;
    return fast.length > 0 ? fast : this.able(['cpu'], experiment);
  }

  private async able(ids: EngineId[], experiment: Experiment): Promise<Engine[]> {
    const engines: Engine[] = [];
    for (const id of ids) {
      const engine = await this.get(id);
      const reasons = engine?.unsupported(experiment) ?? [];
      for (const reason of reasons) this.problems.add(reason);
      if (engine && reasons.length === 0) engines.push(engine);
    }
    return engines;
  }

  private get(id: EngineId): Promise<Engine | null> {
    const opened = this.opened.get(id) ?? this.start(id);
    this.opened.set(id, opened);
    return opened;
  }

  private async start(id: EngineId): Promise<Engine | null> {
    try {
      const engine = (await this.factories[id]?.()) ?? null;
      if (id === 'webgl' && engine?.info.id === 'cpu') this.noGpu = engine.info.reason;
      return engine;
    } catch (error) {
      this.problems.add(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}

/** Images per second of each engine measured, fastest first. */
export const speedsOf = (measurements: readonly Measurement[], batchSize: number): EngineSpeed[] =>
  measurements.map(({ engine, msPerStep, atLeast }) => ({
    label: engine.info.label,
    examplesPerSecond: (1000 * batchSize) / Math.max(0.001, msPerStep),
    atMost: atLeast,
  }));

/** An engine and its device in one line. */
export const labelOf = ({ info }: Engine): string => [info.label, info.device].filter(Boolean).join(' · ');
