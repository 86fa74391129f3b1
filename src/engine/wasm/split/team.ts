import type { PreparedData } from '@/dataset/types';
import { Crew, type HelperPort, portTo } from '@/engine/wasm/crew';
import { ownEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import { SplitNetwork } from './network';
import { handedOver, type Order, type Peers } from './orders';
import { availableWorkers, workersFor } from './rule';

/** How batches are split; all of it can be left to the machine. */
export interface SplitOptions {
  /** Workers to use, this one included. */
  workers?: number;
  /** Starts a helper; by default a module worker of this site. */
  startHelper?: () => HelperPort<Order>;
  /** Splits whatever can be split, worth it or not. */
  eager?: boolean;
}

const startWorker = (): HelperPort<Order> =>
  portTo(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cpu-engine-share' }), handedOver);

/** The workers over which batches are split. They are kept from one network to the next. */
export class Team {
  private readonly crew: Crew<Order>;
  private available: number;
  private readonly eager: boolean;

  constructor(
    private readonly module: WebAssembly.Module,
    { workers = availableWorkers(), startHelper = startWorker, eager = false }: SplitOptions = {},
  ) {
    this.available = workers;
    this.eager = eager;
    this.crew = new Crew(startHelper);
  }

  workersFor(experiment: Experiment): number {
    return workersFor(experiment, this.available, this.eager);
  }

  /** A network over several workers; `null` where one is enough, or where they do not start (then for good). */
  async build(experiment: Experiment, data: PreparedData): Promise<SplitNetwork | null> {
    const count = this.workersFor(experiment);
    // A network without images is only asked, never trained.
    // A step on rows of numbers is over before workers have met.
    if (count === 1 || data.pixels.length === 0) return null;
    const peers = connect(count);
    const none = new Uint32Array(0);
    const about = { module: this.module, experiment };
    const entry = ownEntry(experiment.data.dataset);
    const copy = () => ({ ...data, pixels: data.pixels.slice(), train: none, validation: none, test: none });
    const hires = peers
      .slice(1)
      .map((ports, index): Order => ({ kind: 'hire', ...about, entry, share: { index: index + 1, count }, data: copy(), ports }));
    try {
      const helpers = await this.crew.hire(hires);
      const own = { ...about, share: { index: 0, count }, data, ports: peers[0]! };
      return new SplitNetwork({ own, helpers, onDispose: () => void this.crew.takeBack(helpers) });
    } catch (error) {
      console.warn(error);
      this.available = 1;
      return null;
    }
  }

  dispose(): void {
    this.crew.dispose();
  }
}

/** A way from everyone to everyone. */
function connect(count: number): Peers[] {
  const peers = Array.from({ length: count }, (): Peers => Array.from({ length: count }, () => null));
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const { port1, port2 } = new MessageChannel();
      peers[a]![b] = port1;
      peers[b]![a] = port2;
    }
  }
  return peers;
}
