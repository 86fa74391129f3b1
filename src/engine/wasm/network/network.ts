import type { Items, PreparedData } from '@/dataset/types';
import { dropoutKey } from '@/engine/dropout';
import type { Backpropagation, Inspection, Network, NetworkState, StepResults } from '@/engine/engine';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import { Inspector } from '@/engine/wasm/inspection/inspector';
import type { Kernels } from '@/engine/wasm/modules';
import { type Plan, threadsInWords } from '@/engine/wasm/plan';
import type { Program } from '@/engine/wasm/program';
import type { TrainingProgram } from '@/engine/wasm/programs';
import { writeScalars } from '@/engine/wasm/updates';
import type { Experiment } from '@/experiment/experiment';
import { ResultList } from './result-list';
import { checkState, penaltyOf, readState, readWeights, viewOf, writeState } from './state';

/** What a network is made of once its plan has been given memory and threads. */
export interface Parts {
  experiment: Experiment;
  data: PreparedData;
  plan: Plan;
  memory: WebAssembly.Memory;
  kernels: Kernels;
  /** Called once, after the helpers were released. */
  onDispose(): void;
}

/** What is a step's own beside the images. */
export interface StepOf {
  /** Images of the whole batch. */
  whole: number;
  step: number;
  learningRate: number;
  images: Uint8Array | undefined;
}

/** Throws a RangeError where a batch is not one that a network was planned for. */
export function checkBatch({ batchSize, imageBytes }: Plan, batch: Uint32Array, images: Uint8Array | undefined): void {
  if (batch.length < 1 || batch.length > batchSize)
    throw new RangeError(`A batch of ${batch.length} images does not fit a network planned for 1 to ${batchSize}.`);
  if (images && images.length !== batch.length * imageBytes)
    throw new RangeError(`${batch.length} images take ${batch.length * imageBytes} bytes; ${images.length} were given.`);
}

const TRAINING = 0;
const INFERENCE = 1;

/** A network in linear memory. A step writes a few numbers and calls the kernels once: it allocates nothing. */
export class WasmNetwork implements Network {
  private readonly words: Uint32Array;
  private readonly floats: Float32Array;
  private readonly bytes: Uint8Array;
  /** What the program at each place was written for: its count, negative for staged images, 0 for nothing yet. */
  private readonly written = [0, 0];
  /** Training programs by what they were written for: batches of images as they are and changed ones may take turns. */
  private readonly trainingPrograms = new Map<number, TrainingProgram>();
  /** Instructions of the program at each place. */
  private readonly lengths = [0, 0];
  /** Instructions of the training program's first half. */
  private half = 0;
  private updates = 0;
  private readonly inspector: Inspector;
  private readonly results: ResultList;
  private disposed = false;

  constructor(private readonly parts: Parts) {
    const { buffer } = parts.memory;
    this.words = new Uint32Array(buffer);
    this.floats = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
    this.inspector = new Inspector(parts);
    this.results = new ResultList(this.words, this.floats, parts.plan.places);
    const { table } = parts.data;
    if (table) this.floats.set(table.inputs, parts.plan.places.pixels / 4);
    else this.bytes.set(parts.data.pixels, parts.plan.places.pixels);
    if (table?.target) this.floats.set(table.target.standardized, parts.plan.places.numbers / 4);
    this.bytes.set(parts.data.targets, parts.plan.places.targets);
    if (parts.data.classWeights) this.floats.set(parts.data.classWeights, parts.plan.places.classWeights / 4);
  }

  get runsOn(): string {
    return threadsInWords(this.parts.plan.threads);
  }

  trainStep(batch: Uint32Array, step: number, learningRate: number, images?: Uint8Array): void {
    checkBatch(this.parts.plan, batch, images);
    this.prepare(batch, { whole: batch.length, step, learningRate, images });
    this.parts.kernels.lead(this.parts.plan.places.programs[TRAINING], this.lengths[TRAINING]!);
    this.results.keep();
  }

  /** The first half of a step, for a network that has a share of each batch: to the gradients of its images, all of which are here. */
  beginStep(batch: Uint32Array, step: StepOf): void {
    this.prepare(batch, step);
    // Without images there is nothing to compute, and whoever sums the gradients takes none from here.
    if (batch.length > 0) this.parts.kernels.lead(this.parts.plan.places.programs[TRAINING], this.half);
  }

  /** The second half: the update by the gradients of all shares, which have been put in their places. */
  endStep(): void {
    const bytes = this.half * KERNEL.INSTRUCTION_BYTES;
    this.parts.kernels.lead(this.parts.plan.places.programs[TRAINING] + bytes, this.lengths[TRAINING]! - this.half);
    this.results.keep();
  }

  async readSteps(): Promise<StepResults> {
    return this.results.read();
  }

  async logits(indices: Uint32Array): Promise<Float32Array> {
    return this.infer(indices.length, false, (from, count) => {
      this.words.set(indices.subarray(from, from + count), this.parts.plan.places.indices / 4);
    });
  }

  async logitsOf(items: Items): Promise<Float32Array> {
    const { imageBytes, places } = this.parts.plan;
    return this.infer(items.length / imageBytes, true, (from, count) => {
      const own = items.subarray(from * imageBytes, (from + count) * imageBytes);
      if (own instanceof Float32Array) this.floats.set(own, places.staging / 4);
      else this.bytes.set(own, places.staging);
    });
  }

  async inspect(images: Uint8Array, output: number | null): Promise<Inspection> {
    return this.inspector.inspect(images, output);
  }

  async backpropagate(images: Uint8Array, targets: Uint8Array): Promise<Backpropagation> {
    return this.inspector.backpropagate(images, targets);
  }

  async weights(): Promise<Float32Array[]> {
    return readWeights(this.parts.plan, this.floats);
  }

  async penalty(): Promise<number> {
    return penaltyOf(this.parts.plan, this.floats);
  }

  async getState(): Promise<NetworkState> {
    return readState(this.parts.plan, this.floats, this.updates);
  }

  setState(state: NetworkState): void {
    writeState(this.parts.plan, this.floats, state);
    this.updates = state.updates;
  }

  /** Throws a RangeError where a state does not fit. */
  checkState(state: NetworkState): void {
    checkState(this.parts.plan, state);
  }

  memory(): { tensors: number; bytes: number } {
    return this.disposed ? { tensors: 0, bytes: 0 } : { tensors: this.parts.plan.tensors, bytes: this.parts.plan.bytes };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    if (this.parts.plan.threads > 1) this.parts.kernels.release();
    this.parts.onDispose();
  }

  /** Writes what is a step's own: program, images, learning rate, dropout keys. */
  private prepare(batch: Uint32Array, { whole, step, learningRate, images }: StepOf): void {
    const { plan, experiment } = this.parts;
    const { places } = plan;
    this.write(TRAINING, whole, images !== undefined);
    if (images) this.bytes.set(images, places.staging);
    this.words.set(batch, places.indices / 4);
    this.updates++;
    writeScalars(this.floats, places.scalars / 4, experiment.training.optimizer, learningRate, this.updates);
    for (const position of plan.dropouts)
      this.words[places.dropoutKeys / 4 + position] = dropoutKey(experiment.training.seed, position, step);
  }

  /** Makes sure that the program at a place is the one for `count` examples. The last batch of an epoch is the only one that differs. */
  private write(place: typeof TRAINING | typeof INFERENCE, count: number, staged: boolean): void {
    const wanted = staged ? -count : count;
    if (this.written[place] === wanted) return;
    const { plan } = this.parts;
    const program = place === TRAINING ? this.training(count, staged) : plan.inferenceProgram(count, staged);
    this.words.set(program.words, plan.places.programs[place] / 4);
    this.lengths[place] = program.count;
    this.written[place] = wanted;
  }

  private training(whole: number, staged: boolean): Program {
    const key = staged ? -whole : whole;
    const program = this.trainingPrograms.get(key) ?? this.parts.plan.trainingProgram(whole, staged);
    this.trainingPrograms.set(key, program);
    this.half = program.half;
    return program;
  }

  /** Logits of `total` images in batches; `provide` puts the images of a batch in place. */
  private infer(total: number, staged: boolean, provide: (from: number, count: number) => void): Float32Array {
    const { plan, kernels } = this.parts;
    const answers = new Float32Array(total * plan.outputs);
    for (let from = 0; from < total; from += plan.inferenceBatch) {
      const count = Math.min(plan.inferenceBatch, total - from);
      provide(from, count);
      this.write(INFERENCE, count, staged);
      kernels.lead(plan.places.programs[INFERENCE], this.lengths[INFERENCE]!);
      answers.set(viewOf(this.floats, plan.logits, count * plan.outputs), from * plan.outputs);
    }
    return answers;
  }
}
