import { checkOutput, type Inspection } from '@/engine/engine';
import type { Kernels } from '@/engine/wasm/modules';
import type { Plan } from '@/engine/wasm/plan';

/** The place of its programs among those of a network (places.ts). */
const INSPECTION = 2;

/** Where a network lies, and what computes it. */
interface Parts {
  plan: Plan;
  memory: WebAssembly.Memory;
  kernels: Kernels;
}

/** Looks into a network between its steps. */
export class Inspector {
  constructor(private readonly parts: Parts) {}

  /** See `Network.inspect`. */
  inspect(images: Uint8Array, output: number | null): Inspection {
    const { imageBytes, outputs, inspection } = this.parts.plan;
    checkOutput(output, outputs);
    const { places, capacity } = inspection;
    const total = images.length / imageBytes;
    const made = places.map(({ size }) => ({ outputs: new Float32Array(total * size), gradients: new Float32Array(total * size) }));
    for (let from = 0; from < total; from += capacity) {
      const count = Math.min(capacity, total - from);
      this.run(images.subarray(from * imageBytes, (from + count) * imageBytes), count, output);
      places.forEach((place, index) => {
        made[index]!.outputs.set(this.floats(place.output, count * place.size), from * place.size);
        made[index]!.gradients.set(this.floats(place.gradient, count * place.size), from * place.size);
      });
    }
    const [input, ...layers] = made;
    const asked = output !== null;
    return {
      activations: layers.map((layer) => layer.outputs),
      gradients: asked ? layers.map((layer) => layer.gradients) : [],
      inputGradient: asked ? input!.gradients : null,
    };
  }

  /** One pass, whose results are left in their places. */
  private run(images: Uint8Array, count: number, output: number | null): void {
    const { plan, memory, kernels } = this.parts;
    const { staging, logitsGradient, program } = plan.inspection;
    const place = plan.places.programs[INSPECTION];
    const { words, count: length } = program(count, output !== null);
    new Uint8Array(memory.buffer).set(images, staging);
    new Uint32Array(memory.buffer).set(words, place / 4);
    if (output !== null) {
      const slopes = this.floats(logitsGradient, count * plan.outputs).fill(0);
      for (let i = 0; i < count; i++) slopes[i * plan.outputs + output] = 1;
    }
    kernels.lead(place, length);
  }

  private floats(address: number, count: number): Float32Array {
    return new Float32Array(this.parts.memory.buffer, address, count);
  }
}
