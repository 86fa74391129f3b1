import { hash32 } from '@/experiment/random';

/**
 * Dropout masks without state: whether element i of a layer's output is kept in a step is a hash of (seed, layer, step, i), so that a resumed
 * run draws the masks it would have drawn, and every engine draws the same ones.
 */

const DROPOUT_SALT = 0xd209;

/** The key of one layer's mask in one step. `layerIndex` is the layer's position in the stack; `step` counts from 0 over the run. */
export const dropoutKey = (seed: number, layerIndex: number, step: number): number => hash32(seed, DROPOUT_SALT, layerIndex, step);

/** Element hashes below this are dropped. */
export const dropoutThreshold = (rate: number): number => Math.min(0xffffffff, Math.floor(rate * 4294967296));

/** The hash of element i under a key: murmur3's 32-bit finaliser, which GLSL and WebAssembly compute alike. */
export function elementHash(key: number, i: number): number {
  let h = (key ^ Math.imul(i, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The mask itself: 1 / (1 - rate) where an element is kept, 0 where it is dropped. `size` counts the whole batch, example after example. */
export function dropoutMask(key: number, rate: number, size: number): Float32Array {
  const threshold = dropoutThreshold(rate);
  const kept = 1 / (1 - rate);
  return Float32Array.from({ length: size }, (_, i) => (elementHash(key, i) < threshold ? 0 : kept));
}
