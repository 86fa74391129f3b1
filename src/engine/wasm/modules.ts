import { MEMORY_FLAG, MODULES } from './generated/kernels';

/** What the kernels export (kernels/main.ts says what each does). */
export interface Kernels {
  scratchBytes(longestRun: number): number;
  join(control: number, count: number, scratch: number, longestRun: number): void;
  lead(program: number, count: number): void;
  release(): void;
  follow(): void;
}

/** The compiled kernels, and which of the two builds they are. */
export interface KernelModule {
  module: WebAssembly.Module;
  /** Whether it multiplies and adds in one rounding (relaxed SIMD): twice as fast, and other last digits than without. */
  fused: boolean;
}

/**
 * Compiles the faster build that this browser accepts. `shared` says whether its memory will be shared between threads. Throws an Error where
 * WebAssembly or its SIMD is missing.
 */
export async function compileKernels(shared: boolean): Promise<KernelModule> {
  if (typeof WebAssembly === 'undefined') throw new Error('This browser has no WebAssembly, which the CPU engine needs.');
  const relaxed = bytesOf('relaxed', shared);
  if (WebAssembly.validate(relaxed)) return { module: await WebAssembly.compile(relaxed), fused: true };
  const simd = bytesOf('simd', shared);
  if (!WebAssembly.validate(simd)) throw new Error('This browser’s WebAssembly has no SIMD, which the CPU engine needs.');
  return { module: await WebAssembly.compile(simd), fused: false };
}

/** An instance of the kernels on a memory. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  // The exports' types are unknown to the compiler; they are what kernels/main.ts exports.
  return instance.exports as unknown as Kernels;
}

/** A module's bytes, its imported memory declared as shared or not. */
function bytesOf(build: keyof typeof MODULES, shared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(MODULES[build]), (character) => character.charCodeAt(0));
  if (!shared) bytes[MEMORY_FLAG[build]] = 1;
  return bytes;
}
