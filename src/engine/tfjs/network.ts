import { keep, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { imageBytes } from '@/dataset/image-size';
import type { Items, PreparedData } from '@/dataset/types';
import { type Backpropagation, checkOutput, type Inspection, type Network, type NetworkState, type StepResults } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import type { Experiment } from '@/experiment/experiment';
import { slotNames } from '@/experiment/training/optimizers';
import type { Clipping, Optimizer } from '@/experiment/training/types';
import { clipGradients } from './clipping';
import type { Batch, Device, ImageStore, Objective } from './device';
import { asEngineError } from './errors';
import { inferenceChunk, inferLogits } from './inference';
import { backpropagate, type Inspected, inspect } from './inspect';
import { effectiveOptimizer, updateOf } from './optimizers';
import type { UpdateContext } from './optimizers/optimizer';
import { penaltyOf, regularizedGradient } from './regularize';
import { openRows } from './rows';
import { backward, forwardTraining, movedWeights, type Stack, stackOf, type Tape } from './stack';
import { checkState, type DeviceState, disposeState, downloadState, uploadState } from './state';
import { StepLog } from './step-log';

/** What one step makes: all that replaces the state before it, and [loss, correct]. */
type Stepped = { weights: Tensor[]; slots: Tensor[][]; result: Tensor };

/**
 * A network on TensorFlow.js's kernels. Its state is its own; what a step makes on the way is tidied away. `logits` reads the weights pass by pass:
 * await it before the next step, or later passes see later weights gone.
 */
export class TfjsNetwork implements Network {
  readonly notes: readonly string[];
  readonly effective: { readonly epsilon?: number };
  private readonly stack: Stack;
  private readonly optimizer: Optimizer;
  private readonly objective: Objective;
  private readonly clipping: Clipping;
  private readonly slotCount: number;
  private readonly images: ImageStore;
  private readonly chunk: number;
  private readonly log: StepLog;
  private state: DeviceState;

  constructor(
    private readonly device: Device,
    experiment: Experiment,
    private readonly data: PreparedData,
    float16: boolean,
  ) {
    const asked = experiment.training.optimizer;
    this.optimizer = effectiveOptimizer(asked, float16);
    this.effective = this.optimizer !== asked && 'epsilon' in this.optimizer ? { epsilon: this.optimizer.epsilon } : {};
    this.notes = notesOn(this.effective);
    this.objective = { loss: experiment.training.loss, classWeights: data.classWeights };
    this.clipping = experiment.training.clipping;
    this.stack = stackOf(experiment);
    this.slotCount = slotNames(asked).length;
    this.log = new StepLog(device);
    this.chunk = inferenceChunk(experiment);
    this.images = data.table ? openRows(data.table, device, data) : device.openImages(data);
    this.state = uploadState(initialState(experiment), this.stack.specs);
  }

  trainStep(batch: Uint32Array, step: number, learningRate: number, images?: Uint8Array): void {
    this.device.check();
    try {
      this.checkImages(batch, images);
      const context = { learningRate, t: this.state.updates + 1 };
      this.advance(tidy(() => this.compute(this.images.batch(batch, images), step, context)));
    } catch (error) {
      throw asEngineError(error);
    }
  }

  async readSteps(): Promise<StepResults> {
    this.device.check();
    try {
      return await this.log.take();
    } catch (error) {
      throw asEngineError(error);
    }
  }

  logits(indices: Uint32Array): Promise<Float32Array> {
    return this.infer(this.images, indices);
  }

  logitsOf(items: Items): Promise<Float32Array> {
    return this.withItems(items, (store, all) => this.infer(store, all));
  }

  async inspect(images: Uint8Array, output: number | null): Promise<Inspection> {
    this.device.check();
    checkOutput(output, this.stack.outputs);
    return this.withItems(images, (store, all) => inspect(this.inspected(store, all), output));
  }

  async backpropagate(images: Uint8Array, targets: Uint8Array): Promise<Backpropagation> {
    this.device.check();
    return this.withItems(images, (store, all) => backpropagate(this.inspected(store, all), this.objective), targets);
  }

  async weights(): Promise<Float32Array[]> {
    this.device.check();
    const read = async (tensor: Tensor) => Float32Array.from((await tensor.data()) as Float32Array);
    try {
      return await this.device.guard(Promise.all(this.state.weights.map(read)));
    } catch (error) {
      throw asEngineError(error);
    }
  }

  async penalty(): Promise<number> {
    const [total] = tidy(() => [penaltyOf(this.device, this.stack.specs, this.state.weights)].filter((term) => term !== null));
    return total ? ((await this.read(total))[0] ?? 0) : 0;
  }

  async getState(): Promise<NetworkState> {
    this.device.check();
    try {
      return await this.device.guard(downloadState(this.state, this.slotCount));
    } catch (error) {
      throw asEngineError(error);
    }
  }

  setState(state: NetworkState): void {
    checkState(state, this.stack.specs, this.slotCount);
    const before = this.state;
    this.state = uploadState(state, this.stack.specs);
    disposeState(before);
  }

  memory(): { tensors: number; bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    disposeState(this.state);
    this.state = { weights: [], slots: [], updates: 0 };
    this.log.dispose();
    this.images.dispose();
  }

  private checkImages({ length }: Uint32Array, images: Uint8Array | undefined): void {
    const expected = length * imageBytes(this.data);
    if (images && images.length !== expected)
      throw new RangeError(`The images of this batch of ${length} are ${images.length} bytes; they must be ${expected}.`);
  }

  /** Runs inside a tidy: what it returns lives on, all else is disposed. */
  private compute(batch: Batch, step: number, context: UpdateContext): Stepped {
    const { device, stack, state } = this;
    const tape = forwardTraining(device, stack, state.weights, batch.images, step);
    const { gradient, result } = batch.loss(this.objective, tape.logits, penaltyOf(device, stack.specs, state.weights));
    const moved = movedWeights(stack, tape);
    const update = updateOf(this.optimizer, context);
    const updated = this.gradients(tape, gradient).map((g, i) => {
      const before = { weight: state.weights[i]!, slots: state.slots[i]! };
      return g ? update(device, before, g) : { weight: moved[i] ?? before.weight, slots: before.slots };
    });
    return { weights: updated.map((each) => each.weight), slots: updated.map((each) => each.slots), result };
  }

  /** What the optimizer is given for each weight, L1 / L2 and clipping included; `null` where a weight is not trained. */
  private gradients(tape: Tape, logitsGradient: Tensor): readonly (Tensor | null)[] {
    const { device, stack, state } = this;
    const full = backward(stack, tape, logitsGradient).map(
      (g, i) => g && device.settle(regularizedGradient(device, stack.specs[i]!, state.weights[i]!, g)),
    );
    return clipGradients(device, full, this.clipping);
  }

  private advance({ weights, slots, result }: Stepped): void {
    const before = [...this.state.weights, ...this.state.slots.flat()];
    const after = new Set([...weights, ...slots.flat()]);
    for (const each of after) keep(each);
    for (const each of before) if (!after.has(each)) each.dispose();
    this.log.append(keep(result));
    this.state = { weights, slots, updates: this.state.updates + 1 };
  }

  private inspected(store: ImageStore, indices: Uint32Array): Inspected {
    const { device, stack, state } = this;
    return { device, stack, weights: state.weights, batch: () => store.batch(indices) };
  }

  /**
   * Opens images given as bytes (or rows), and closes them once they have been asked about at their positions. `targets`: the images' classes, where a loss
   * is asked for.
   */
  private async withItems<T>(
    items: Items,
    ask: (store: ImageStore, all: Uint32Array) => Promise<T>,
    targets: Uint8Array | null = null,
  ): Promise<T> {
    const store = this.open(items, targets);
    try {
      return await ask(
        store,
        Uint32Array.from({ length: items.length / imageBytes(this.data) }, (_, i) => i),
      );
    } finally {
      store.dispose();
    }
  }

  private open(items: Items, targets: Uint8Array | null): ImageStore {
    const { height, width, channels, offset, factor } = this.data;
    if (items instanceof Float32Array) return openRows({ inputs: items, width, target: null }, this.device, null);
    return this.device.openImages({ pixels: items, targets, height, width, channels, offset, factor });
  }

  private async infer(images: ImageStore, indices: Uint32Array): Promise<Float32Array> {
    this.device.check();
    const { device, stack, chunk } = this;
    return inferLogits({ device, stack, weights: this.state.weights, images, chunk }, indices);
  }

  /** Reads a tensor and disposes it. */
  private async read(tensor: Tensor): Promise<Float32Array> {
    try {
      return (await this.device.guard(tensor.data())) as Float32Array;
    } catch (error) {
      throw asEngineError(error);
    } finally {
      tensor.dispose();
    }
  }
}

function notesOn({ epsilon }: { readonly epsilon?: number }): string[] {
  if (epsilon === undefined) return [];
  return [`This graphics card computes with 16-bit numbers, so the optimizer's epsilon is ${epsilon} here: smaller ones would vanish.`];
}
