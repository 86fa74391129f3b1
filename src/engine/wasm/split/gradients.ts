import type { Plan } from '@/engine/wasm/plan';
import type { WeightPlace } from '@/engine/wasm/weights';

/** Loss and hits go with the gradients. */
const RESULTS = 2;

/** The gradients in a network's memory: its own go out as one array, and others' come in, each share's to its own place. */
export class Gradients {
  /** Numbers of an array. */
  readonly length: number;
  private readonly floats: Float32Array;
  private readonly places: WeightPlace[];
  private readonly own: number;
  /** Loss and hits of each share. */
  private readonly results: Float32Array[];

  constructor(
    private readonly plan: Plan,
    memory: WebAssembly.Memory,
  ) {
    this.floats = new Float32Array(memory.buffer);
    this.places = plan.weights.filter(({ spec }) => spec.trainable);
    this.length = RESULTS + this.places.reduce((sum, { size }) => sum + size, 0);
    this.own = plan.share.index;
    this.results = Array.from({ length: plan.share.count }, () => new Float32Array(RESULTS));
  }

  /** For a share without images. */
  clear(): void {
    for (const place of this.places) this.part(place, this.own).fill(0);
    this.result.fill(0);
  }

  copyTo(values: Float32Array): void {
    values.set(this.result);
    let at = RESULTS;
    for (const place of this.places) {
      values.set(this.part(place, this.own), at);
      at += place.size;
    }
  }

  /** Puts another share's gradients in their place and returns the array, which is free again. */
  take(from: number, values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    this.results[from]!.set(values.subarray(0, RESULTS));
    let at = RESULTS;
    for (const place of this.places) {
      this.part(place, from).set(values.subarray(at, at + place.size));
      at += place.size;
    }
    return values;
  }

  /** Adds up loss and hits, in the shares' order. */
  sumResults(): void {
    const { result } = this;
    this.results[this.own]!.set(result);
    result.fill(0);
    for (const own of this.results) for (let i = 0; i < RESULTS; i++) result[i]! += own[i]!;
  }

  /** Loss and hits as the kernels leave them. */
  private get result(): Float32Array {
    const at = this.plan.places.result / 4;
    return this.floats.subarray(at, at + RESULTS);
  }

  private part({ firstPart, partStride, size }: WeightPlace, index: number): Float32Array {
    const at = (firstPart + index * partStride) / 4;
    return this.floats.subarray(at, at + size);
  }
}
