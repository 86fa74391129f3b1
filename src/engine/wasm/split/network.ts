import { type Backpropagation, EngineError, type Inspection, type Network, type NetworkState, type StepResults } from '@/engine/engine';
import type { HelperPort } from '@/engine/wasm/crew';
import { checkBatch } from '@/engine/wasm/network/network';
import { rangeOf } from '@/engine/wasm/shares';
import { Member, type Membership } from './member';
import type { Order } from './orders';

/** What a split network is made of. */
export interface SplitParts {
  /** The first share, which is computed here. */
  own: Membership;
  /** The workers of the other shares, ready for orders. */
  helpers: HelperPort<Order>[];
  onDispose(): void;
}

/**
 * How long gradients of others are waited for when one's own are done. It is counted twice over, since a computer that wakes up finds its
 * alarms due before any message.
 */
const PATIENCE = 30_000;

/** A network whose batches are split over workers that share no memory. Steps go on between events: whatever asks for a result waits for them. */
export class SplitNetwork implements Network {
  private readonly member: Member;
  private readonly waiting = new Set<(error: Error) => void>();
  private failure: Error | null = null;
  private disposed = false;
  private alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: SplitParts) {
    this.member = new Member(parts.own, { waits: (whether) => this.watch(whether), failed: (error) => this.fail(error) });
    for (const helper of parts.helpers) {
      helper.listen((said) => this.fail(new Error(typeof said === 'string' ? `it said “${said}”` : said.failed)));
    }
  }

  get runsOn(): string {
    return `${this.workers} workers`;
  }

  private get workers(): number {
    return this.member.plan.share.count;
  }

  trainStep(batch: Uint32Array, step: number, learningRate: number, images?: Uint8Array): void {
    checkBatch(this.member.plan, batch, images);
    // What went wrong is told by readSteps.
    if (this.failure) return;
    const { plan } = this.member;
    const whole = batch.length;
    const shareOf = (index: number) => {
      const { first, count } = rangeOf(whole, { ...plan.share, index });
      const own = images?.slice(first * plan.imageBytes, (first + count) * plan.imageBytes);
      return { batch: Uint32Array.from(batch.subarray(first, first + count)), of: { whole, step, learningRate, images: own } };
    };
    this.parts.helpers.forEach((helper, index) => {
      helper.post({ kind: 'step', ...shareOf(index + 1) });
    });
    const own = shareOf(0);
    this.member.step(own.batch, own.of);
  }

  readSteps(): Promise<StepResults> {
    return this.whenDone(() => this.member.network.readSteps());
  }

  logits(indices: Uint32Array): Promise<Float32Array> {
    return this.whenDone(() => this.member.network.logits(indices));
  }

  logitsOf(images: Uint8Array): Promise<Float32Array> {
    return this.whenDone(() => this.member.network.logitsOf(images));
  }

  inspect(images: Uint8Array, output: number | null): Promise<Inspection> {
    return this.whenDone(() => this.member.network.inspect(images, output));
  }

  backpropagate(images: Uint8Array, targets: Uint8Array): Promise<Backpropagation> {
    return this.whenDone(() => this.member.network.backpropagate(images, targets));
  }

  weights(): Promise<Float32Array[]> {
    return this.whenDone(() => this.member.network.weights());
  }

  penalty(): Promise<number> {
    return this.whenDone(() => this.member.network.penalty());
  }

  getState(): Promise<NetworkState> {
    return this.whenDone(() => this.member.network.getState());
  }

  setState(state: NetworkState): void {
    this.member.network.checkState(state);
    const copy = {
      weights: state.weights.map((a) => a.slice()),
      slots: state.slots.map((s) => s.map((a) => a.slice())),
      updates: state.updates,
    };
    for (const helper of this.parts.helpers) helper.post({ kind: 'state', state: copy });
    this.member.afterSteps(() => this.member.network.setState(copy));
  }

  memory(): { tensors: number; bytes: number } {
    const { tensors, bytes } = this.member.network.memory();
    return { tensors: this.workers * tensors, bytes: this.workers * bytes };
  }

  dispose(): void {
    if (this.disposed) return;
    this.fail(new Error('The network was disposed of.'));
    this.disposed = true;
    this.member.network.dispose();
    // Whoever takes the workers back listens from here on.
    this.parts.onDispose();
    for (const helper of this.parts.helpers) helper.post({ kind: 'release' });
  }

  /** Asks when all steps so far are done. */
  private whenDone<T>(ask: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.waiting.add(reject);
      this.member.afterSteps(() => {
        this.waiting.delete(reject);
        ask().then(resolve, reject);
      });
    });
  }

  private watch(waits: boolean): void {
    clearTimeout(this.alarm);
    const late = () => this.fail(new Error('it does not answer'));
    if (!waits || this.failure) return;
    this.alarm = setTimeout(() => {
      this.alarm = setTimeout(late, PATIENCE);
    }, PATIENCE);
  }

  /** From now on everything rejects: a share is missing, and the weights of the others are of no use without it. */
  private fail(error: unknown): void {
    if (this.failure) return;
    clearTimeout(this.alarm);
    const message = error instanceof Error ? error.message : String(error);
    this.failure = new EngineError('worker-lost', `A worker of the CPU engine failed: ${message}.`, { cause: error });
    for (const reject of this.waiting) reject(this.failure);
    this.waiting.clear();
  }
}
