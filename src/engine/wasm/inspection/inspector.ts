import { type Backpropagation, checkOutput, type Inspection } from '@/engine/engine';
import type { Address } from '@/engine/wasm/arena';
import type { Kernels } from '@/engine/wasm/modules';
import type { Plan } from '@/engine/wasm/plan';
import type { WeightPlace } from '@/engine/wasm/weights';
import type { InspectedPlace, WayBack } from './inspection';

/** The place of its programs among those of a network (places.ts). */
const INSPECTION = 2;

/** Where a network lies, and what computes it. */
interface Parts {
  plan: Plan;
  memory: WebAssembly.Memory;
  kernels: Kernels;
}

/** Images of one pass among all. */
interface PassOf {
  from: number;
  count: number;
}

/** Looks into a network between its steps. */
export class Inspector {
  constructor(private readonly parts: Parts) {}

  /** See `Network.inspect`. */
  inspect(images: Uint8Array, output: number | null): Inspection {
    const { outputs } = this.parts.plan;
    checkOutput(output, outputs);
    const made = this.roomFor(images);
    const slopes = this.roomFor(images);
    this.inPasses(images, (pass) => {
      if (output !== null) this.ask(output, pass.count);
      this.run(pass, output === null ? null : { from: 'logits' });
      this.read('output', pass, made);
      if (output !== null) this.read('gradient', pass, slopes);
    });
    const asked = output !== null;
    return {
      activations: made.slice(1),
      gradients: asked ? slopes.slice(1) : [],
      inputGradient: asked ? slopes[0]! : null,
    };
  }

  /** See `Network.backpropagate`. */
  backpropagate(images: Uint8Array, targets: Uint8Array): Backpropagation {
    const { weights, imageBytes, inspection, places } = this.parts.plan;
    const whole = images.length / imageBytes;
    const made = this.roomFor(images);
    const gradients = weights.map(({ size, spec }) => new Float32Array(spec.trainable ? size : 0));
    this.inPasses(images, (pass) => {
      this.bytes.set(targets.subarray(pass.from, pass.from + pass.count), inspection.targets);
      this.words.set(
        Uint32Array.from({ length: pass.count }, (_, place) => place),
        inspection.indices / 4,
      );
      this.run(pass, { from: 'loss', whole, classWeights: places.classWeights });
      this.read('output', pass, made);
      weights.forEach((place, index) => {
        if (place.spec.trainable) this.addGradient(place, gradients[index]!);
      });
    });
    return { activations: made.slice(1), gradients };
  }

  /** A place for the numbers of all images, of the input and of each layer. */
  private roomFor(images: Uint8Array): Float32Array[] {
    const { imageBytes, inspection } = this.parts.plan;
    return inspection.places.map(({ size }) => new Float32Array((images.length / imageBytes) * size));
  }

  /** Puts the images of each pass in place. */
  private inPasses(images: Uint8Array, pass: (pass: PassOf) => void): void {
    const { imageBytes, inspection } = this.parts.plan;
    const total = images.length / imageBytes;
    for (let from = 0; from < total; from += inspection.capacity) {
      const count = Math.min(inspection.capacity, total - from);
      this.bytes.set(images.subarray(from * imageBytes, (from + count) * imageBytes), inspection.staging);
      pass({ from, count });
    }
  }

  /** The derivative of a logit by itself is 1, by the others 0. */
  private ask(output: number, count: number): void {
    const { outputs, inspection } = this.parts.plan;
    const slopes = this.floats(inspection.logitsGradient, count * outputs).fill(0);
    for (let i = 0; i < count; i++) slopes[i * outputs + output] = 1;
  }

  /** One pass, whose results are left in their places. */
  private run({ count }: PassOf, back: WayBack | null): void {
    const { plan, kernels } = this.parts;
    const place = plan.places.programs[INSPECTION];
    const { words, count: length } = plan.inspection.program(count, back);
    this.words.set(words, place / 4);
    kernels.lead(place, length);
  }

  private read(what: keyof Omit<InspectedPlace, 'size'>, { from, count }: PassOf, to: readonly Float32Array[]): void {
    this.parts.plan.inspection.places.forEach((place, index) => {
      to[index]!.set(this.floats(place[what], count * place.size), from * place.size);
    });
  }

  /** Threads may have summed parts of their own. */
  private addGradient({ gradient, parts, partStride, size }: WeightPlace, to: Float32Array): void {
    const own = parts / this.parts.plan.share.count;
    for (let part = 0; part < own; part++) {
      const values = this.floats(gradient + part * partStride, size);
      for (let i = 0; i < size; i++) to[i]! += values[i]!;
    }
  }

  private get bytes(): Uint8Array {
    return new Uint8Array(this.parts.memory.buffer);
  }

  private get words(): Uint32Array {
    return new Uint32Array(this.parts.memory.buffer);
  }

  private floats(address: Address, count: number): Float32Array {
    return new Float32Array(this.parts.memory.buffer, address, count);
  }
}
