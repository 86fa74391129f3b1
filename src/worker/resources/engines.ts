import type { PreparedData } from '@/dataset/types';
import { compareEngines, type Measurement, type ProbeOptions } from '@/engine/choose';
import type { Engine, EngineId } from '@/engine/engine';
import type { Experiment } from '@/experiment/experiment';
import { speedKey } from '@/experiment/identity';
import type { Backend, EngineChoice, EngineSpeed } from '@/worker/protocol';

/** Ways to open the engines of this machine; each rejects where its engine cannot run. `webgl` may give the CPU one where there is no GPU. */
export type EngineFactories = Partial<Record<EngineId, () => Promise<Engine>>>;

/** The engine chosen for a network, and why. */
export interface Choice {
  engine: Engine;
  msPerStep: number;
  /** All that were measured, fastest first. */
  measurements: readonly Measurement[];
  /** Which engines cannot run the network, and why, in sentences. */
  refusals: readonly string[];
}

type Measured = Pick<Choice, 'measurements' | 'refusals'>;

/** The engines that may serve a network, and which cannot. */
interface Candidates {
  engines: Engine[];
  refusals: string[];
}

/** Opens engines once, and picks one for each network: the one the person chose where it can run it, else the fastest measured. */
export class Engines {
  private readonly opened = new Map<EngineId, Promise<Engine | null>>();
  private readonly measured = new Map<string, Measured>();
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
    const wanted = await this.chosen();
    const gpu = wanted ? null : await this.get('webgl');
    const engine = wanted ?? (gpu?.info.hardware ? gpu : ((await this.get('wasm')) ?? gpu ?? (await this.get('cpu'))));
    if (engine) return engine;
    throw new Error(`No engine could be started here. ${[...this.problems].join(' ')}`);
  }

  /**
   * The engine for a network: the one that trained it before, where it is still among the candidates, since another one's numbers differ in the
   * last digits; else the fastest. Measurements are kept.
   *
   * @param before the engine that trained the network before, or `null`
   * @throws Error where no engine can run it, with the reasons
   */
  async forExperiment(experiment: Experiment, data: PreparedData, signal: AbortSignal, before: EngineId | null = null): Promise<Choice> {
    const key = speedKey(experiment);
    const known = this.measured.get(key) ?? (await this.measure(experiment, { experiment, data, now: this.now, signal }));
    const { measurements, refusals } = known;
    const [fastest] = measurements;
    if (!fastest) throw new Error(refusals.at(-1) ?? [...this.problems].at(-1) ?? 'No engine here can run this network.');
    if (!signal.aborted) this.measured.set(key, known);
    const { engine, msPerStep } = measurements.find((measured) => measured.engine.info.id === before) ?? fastest;
    return { engine, msPerStep, measurements, refusals };
  }

  /** An engine that can hold a network to ask it, unmeasured: the one to start with where it can. */
  async holding(experiment: Experiment): Promise<Engine> {
    const first = await this.first();
    if (first.unsupported(experiment).length === 0) return first;
    const { engines, refusals } = await this.candidates(experiment);
    if (!engines[0]) throw new Error(refusals.at(-1) ?? 'No engine here can run this network.');
    return engines[0];
  }

  /** The engine that the person chose; `null` where it is none of this machine, such as a GPU that the browser has given up after crashes. */
  private async chosen(): Promise<Engine | null> {
    if (this.choice === 'auto') return null;
    const engine = await this.get(this.choice);
    return engine?.info.id === this.choice ? engine : null;
  }

  private async measure(experiment: Experiment, options: ProbeOptions): Promise<Measured> {
    const { engines, refusals } = await this.candidates(experiment);
    return { measurements: await compareEngines(engines, options), refusals };
  }

  dispose(): void {
    for (const engine of this.opened.values()) engine.then((open) => open?.dispose());
  }

  /** What the page shows of an engine, and why it is this one. */
  backendOf(engine: Engine): Backend {
    const { label, device, reason, hardware } = engine.info;
    return { label, device, reason: reason || this.noGpu, hardware };
  }

  /** What the page shows of an engine chosen for a network: what others cannot do, and its speed beside theirs, are the reason. */
  chosenBackend(choice: Choice, device: string, batchSize: number): Backend {
    const backend = { ...this.backendOf(choice.engine), device };
    const reasons = [...choice.refusals, speedReason(choice, batchSize) ?? backend.reason];
    return { ...backend, reason: reasons.filter(Boolean).join(' ') };
  }

  /** The chosen engine where it can run the network. Else our own first, since it is measured in no time and tells how long the GPU's probe may take. */
  private async candidates(experiment: Experiment): Promise<Candidates> {
    const refusals: string[] = [];
    const chosen = (await this.chosen()) && this.choice !== 'auto' ? await this.able([this.choice], experiment, refusals) : [];
    if (this.choice === 'webgl' && this.noGpu) refusals.push(this.noGpu);
    const engines = chosen.length > 0 ? chosen : await this.fastest(experiment, refusals);
    return { engines, refusals: [...new Set(refusals)] };
  }

  /** tfjs on plain JavaScript is a match only for WebGL in software, and needed where neither is there. */
  private async fastest(experiment: Experiment, refusals: string[]): Promise<Engine[]> {
    const fast = await this.able(['wasm', 'webgl'], experiment, refusals);
    const real = fast.filter((engine) => engine.info.id !== 'cpu');
    if (real.some(({ info }) => info.id === 'wasm' || info.hardware)) return real;
    const plain = fast.filter((engine) => engine.info.id === 'cpu');
    return [...real, ...(plain.length > 0 ? plain : await this.able(['cpu'], experiment, refusals))];
  }

  private async able(ids: EngineId[], experiment: Experiment, refusals: string[]): Promise<Engine[]> {
    const engines: Engine[] = [];
    for (const id of ids) {
      const engine = await this.get(id);
      const reasons = engine?.unsupported(experiment) ?? [];
      if (engine && reasons.length > 0) refusals.push(`${engine.info.label} cannot run this network: ${reasons.join(' ')}`);
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

/** Its speed beside the others', where there are any and it is the fastest. */
function speedReason({ engine, measurements }: Choice, batchSize: number): string | null {
  const [own, ...others] = speedsOf(measurements, batchSize);
  if (!own || others.length === 0 || engine !== measurements[0]?.engine) return null;
  const words = (speed: EngineSpeed) => `${speed.atMost ? 'at most ' : ''}${Math.round(speed.examplesPerSecond).toLocaleString('en')}`;
  const rest = others.map((speed) => `${words(speed)} on ${speed.label}`).join(', ');
  return `Fastest for this network on this computer: ${words(own)} images per second, against ${rest}.`;
}

/** Images per second of each engine measured, fastest first. */
export const speedsOf = (measurements: readonly Measurement[], batchSize: number): EngineSpeed[] =>
  measurements.map(({ engine, msPerStep, atLeast }) => ({
    engine: engine.info.id,
    label: engine.info.label,
    examplesPerSecond: (1000 * batchSize) / Math.max(0.001, msPerStep),
    atMost: atLeast,
  }));
