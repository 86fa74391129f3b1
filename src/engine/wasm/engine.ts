import { noRows } from '@/dataset/tables/prepare';
import type { PreparedData } from '@/dataset/types';
import type { Engine, EngineInfo, Network } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { datasetBytes, datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { formatBytes } from '@/experiment/words/numbers';
import { PAGE_BYTES } from './arena';
import { Crew, type HelperPort, startWorker } from './crew';
import { compileKernels, instantiate, type KernelModule } from './modules';
import { WasmNetwork } from './network/network';
import { type Plan, planNetwork, threadsInWords } from './plan';
import { type SplitOptions, Team } from './split/team';

/** How the engine is started; all of it can be left to the machine. */
export interface WasmEngineOptions {
  /** Threads to use; by default the processor's, at most 8, where the page is isolated, else 1. */
  threads?: number;
  /** Starts a helper thread; by default a module worker of this site. */
  startHelper?: () => HelperPort;
  /** Multiply-adds of a step that make one more thread worth waking. */
  workPerThread?: number;
  /** How batches are split over workers where there is one thread; not at all, unless told so, where `threads` is given. */
  split?: SplitOptions;
  /** Why this engine was chosen, for the page. */
  reason?: string;
}

/** More threads bring little: the first one's share of the work stays. */
const MAX_THREADS = 8;

/** A step with fewer multiply-adds than this is over before the threads have met a dozen times. */
const WORK_PER_THREAD = 2e6;

/** A tab may not get more memory than this in one piece on small devices. */
const MAX_BYTES = 2 ** 31;

/** The threads that this page may use: shared memory exists only where it is isolated (COOP and COEP headers). */
export function availableThreads(): number {
  const isolated = typeof crossOriginIsolated !== 'undefined' && crossOriginIsolated;
  return isolated ? Math.max(1, Math.min(navigator.hardwareConcurrency || 1, MAX_THREADS)) : 1;
}

/** Starts our own CPU engine. Throws an Error where the browser lacks WebAssembly with SIMD. */
export async function createWasmEngine(options: WasmEngineOptions = {}): Promise<Engine> {
  const threads = options.threads ?? availableThreads();
  const kernels = await compileKernels(threads > 1);
  return new WasmEngine(kernels, threads, options);
}

class WasmEngine implements Engine {
  readonly info: EngineInfo;
  private readonly crew: Crew;
  /** Whether memory is shared; it stays so when helpers fail. */
  private readonly shared: boolean;
  private readonly workPerThread: number;
  /** Whoever shares the work where memory cannot be shared. */
  private readonly team: Team;

  constructor(
    private readonly kernels: KernelModule,
    private threads: number,
    options: WasmEngineOptions,
  ) {
    const { startHelper = startWorker, workPerThread = WORK_PER_THREAD, reason = '' } = options;
    this.workPerThread = workPerThread;
    this.shared = threads > 1;
    this.crew = new Crew(startHelper);
    this.team = new Team(kernels.module, options.split ?? (options.threads || this.shared ? { workers: 1 } : {}));
    this.info = {
      id: 'wasm',
      label: 'CPU (WebAssembly)',
      build: kernels.fused ? 'relaxed SIMD' : 'SIMD',
      device: threadsInWords(threads),
      reason,
      hardware: false,
      float16: false,
      maxTextureSize: null,
    };
  }

  unsupported(experiment: Experiment): string[] {
    const nothing = {
      pixels: new Uint8Array(0),
      targets: new Uint8Array(0),
      classNames: [],
      offset: 0,
      factor: 1,
      classWeights: null,
      augmentation: null,
    };
    const none = new Uint32Array(0);
    const info = datasetInfo(experiment.data.dataset);
    const [height, width, channels] = info.itemShape;
    const rows = info.table ? { table: noRows(width) } : {};
    try {
      const plan = this.plan(experiment, { ...nothing, ...rows, height, width, channels, train: none, validation: none, test: none });
      return memoryProblem(plan.bytes + datasetBytes(info));
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }

  async compile(experiment: Experiment, data: PreparedData): Promise<Network> {
    const split = await this.team.build(experiment, data);
    const network = split ?? (await this.buildOnThreads(experiment, data));
    network.setState(initialState(experiment));
    return network;
  }

  dispose(): void {
    this.crew.dispose();
    this.team.dispose();
  }

  private plan(experiment: Experiment, data: PreparedData): Plan {
    const memory = this.reserve(1);
    const { scratchBytes } = instantiate(this.kernels.module, memory);
    return planNetwork(experiment, data, { threads: Math.min(this.threads, threadsWorth(experiment, this.workPerThread)), scratchBytes });
  }

  /** Falls back to one thread, for good, where the helpers do not start. */
  private async buildOnThreads(experiment: Experiment, data: PreparedData): Promise<WasmNetwork> {
    const plan = this.plan(experiment, data);
    const [problem] = memoryProblem(plan.bytes);
    if (problem) throw new RangeError(problem);
    try {
      return await this.build(experiment, data, plan);
    } catch (error) {
      if (plan.threads === 1) throw error;
      console.warn(error);
      this.threads = 1;
      return this.build(experiment, data, this.plan(experiment, data));
    }
  }

  private async build(experiment: Experiment, data: PreparedData, plan: Plan): Promise<WasmNetwork> {
    const memory = this.reserve(plan.bytes / PAGE_BYTES);
    const kernels = instantiate(this.kernels.module, memory);
    const { control, scratch, scratchStride } = plan.places;
    const joinOf = (number: number): Parameters<typeof kernels.join> => [
      control,
      plan.threads,
      scratch + number * scratchStride,
      plan.longestRun,
    ];
    const hires = Array.from({ length: plan.threads - 1 }, (_, index) => ({
      module: this.kernels.module,
      memory,
      join: joinOf(index + 1),
    }));
    const helpers = await this.crew.hire(hires);
    kernels.join(...joinOf(0));
    return new WasmNetwork({ experiment, data, plan, memory, kernels, onDispose: () => void this.crew.takeBack(helpers) });
  }

  /** Memory of just so many pages: it is planned to the byte and never grows. */
  private reserve(pages: number): WebAssembly.Memory {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: this.shared });
  }
}

/** How many threads a step of this network can keep busy. */
function threadsWorth(experiment: Experiment, workPerThread: number): number {
  const network = planOf(experiment);
  // Forward, and two products of the same size on the way back; an update takes about as long as four multiply-adds.
  const work = 3 * network.multiplyAdds * experiment.training.batchSize + 4 * network.trainable;
  return Math.max(1, Math.floor(work / workPerThread));
}

function memoryProblem(bytes: number): string[] {
  if (bytes <= MAX_BYTES) return [];
  return [
    `This network would take ${formatBytes(bytes)} of memory with this batch size; the CPU engine can use ${formatBytes(MAX_BYTES)}. Use a smaller batch, or fewer filters or units.`,
  ];
}
