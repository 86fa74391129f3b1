import type { PreparedData } from '@/dataset/types';
import { PAGE_BYTES } from '@/engine/wasm/arena';
import { instantiate } from '@/engine/wasm/modules';
import { type StepOf, WasmNetwork } from '@/engine/wasm/network/network';
import { type Plan, planNetwork } from '@/engine/wasm/plan';
import type { Share } from '@/engine/wasm/shares';
import type { Experiment } from '@/experiment/experiment';
import { Gradients } from './gradients';
import type { Peers } from './orders';

/** What a member is made of. */
export interface Membership {
  module: WebAssembly.Module;
  share: Share;
  experiment: Experiment;
  data: PreparedData;
  ports: Peers;
}

/** What a member tells whoever runs it. */
export interface Watch {
  /** It waits for others, or no longer. */
  waits(whether: boolean): void;
  failed(error: unknown): void;
}

/**
 * A network that trains on its share of every batch, in a memory of its own. Everyone sends everyone the gradients of a step and adds them up
 * in the same order, so that all do the same update and have the same weights, to the last bit.
 */
export class Member {
  readonly network: WasmNetwork;
  readonly plan: Plan;
  private readonly gradients: Gradients;
  /** What is to be done, in order; a step is done once all gradients of it are here. */
  private readonly tasks: (() => void)[] = [];
  /** Gradients that came, by share. A neighbour may be a step ahead. */
  private readonly arrived: Float32Array<ArrayBuffer>[][];
  /** Arrays that came and were read, to be sent back to where they came from. */
  private readonly spare: (Float32Array<ArrayBuffer> | undefined)[] = [];
  private stepping = false;

  constructor(
    private readonly membership: Membership,
    private readonly watch: Watch,
  ) {
    const { module, share, experiment, data, ports } = membership;
    const tiny = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    this.plan = planNetwork(experiment, data, { threads: 1, share, scratchBytes: instantiate(module, tiny).scratchBytes });
    const pages = this.plan.bytes / PAGE_BYTES;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const kernels = instantiate(module, memory);
    kernels.join(this.plan.places.control, 1, this.plan.places.scratch, this.plan.longestRun);
    this.network = new WasmNetwork({ experiment, data, plan: this.plan, memory, kernels, onDispose: () => this.close() });
    this.gradients = new Gradients(this.plan, memory);
    this.arrived = ports.map(() => []);
    ports.forEach((port, index) => {
      if (port) port.onmessage = ({ data: values }: MessageEvent<Float32Array<ArrayBuffer>>) => this.receive(index, values);
    });
  }

  /** A step on the images of its share, as soon as what was asked for before is done. */
  step(batch: Uint32Array, of: StepOf): void {
    this.afterSteps(() => {
      this.network.beginStep(batch, of);
      if (batch.length === 0) this.gradients.clear();
      this.stepping = true;
      this.send();
    });
  }

  /** Does something when all steps asked for before are done: at once, where they are. */
  afterSteps(task: () => void): void {
    this.tasks.push(task);
    this.advance();
  }

  private close(): void {
    this.tasks.length = 0;
    for (const port of this.membership.ports) port?.close();
  }

  private send(): void {
    this.membership.ports.forEach((port, index) => {
      if (!port) return;
      const values = this.spare[index] ?? new Float32Array(this.gradients.length);
      this.gradients.copyTo(values);
      port.postMessage(values, [values.buffer]);
    });
  }

  private receive(from: number, values: Float32Array<ArrayBuffer>): void {
    this.arrived[from]!.push(values);
    this.advance();
  }

  private advance(): void {
    try {
      while (!this.stepping || this.endStep()) {
        const task = this.tasks.shift();
        if (!task) break;
        task();
      }
      this.watch.waits(this.stepping);
    } catch (error) {
      this.watch.failed(error);
    }
  }

  /** Ends the step under way if everyone's gradients are here. */
  private endStep(): boolean {
    const { ports } = this.membership;
    if (ports.some((port, index) => port && this.arrived[index]!.length === 0)) return false;
    ports.forEach((port, index) => {
      if (port) this.spare[index] = this.gradients.take(index, this.arrived[index]!.shift()!);
    });
    this.gradients.sumResults();
    this.network.endStep();
    this.stepping = false;
    return true;
  }
}
