import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Device, ImageStore } from './device';
import { asEngineError } from './errors';
import { largestTensor } from './layer-sizes';
import { forwardInference, type Stack } from './stack';

/** Images at most in one pass of inference. */
const LARGEST_CHUNK = 256;

/** Numbers of a layer's largest tensor in one pass of inference (64 MB of floats). */
const CHUNK_NUMBERS = 2 ** 24;

/** Passes whose logits are read together: each reading waits for the device. */
const PASSES_PER_READ = 8;

/** How many images one pass takes: a power of two, smaller where a layer makes much of each. */
export function inferenceChunk(experiment: Experiment): number {
  const largest = Math.max(...planOf(experiment).layers.map((layer) => largestTensor(layer).numbers));
  let chunk = LARGEST_CHUNK;
  while (chunk > 1 && chunk * largest > CHUNK_NUMBERS) chunk /= 2;
  return chunk;
}

/** The passes for `count` images: whole chunks, then a power of two that holds the rest, so that few shapes (shaders) are ever needed. */
export function passSizes(count: number, chunk: number): number[] {
  const whole = Array.from({ length: Math.floor(count / chunk) }, () => chunk);
  const rest = count % chunk;
  return rest === 0 ? whole : [...whole, 2 ** Math.ceil(Math.log2(rest))];
}

/** What inference runs: a network's layers and weights over a store of images. */
export interface Inference {
  device: Device;
  stack: Stack;
  weights: readonly Tensor[];
  images: ImageStore;
  chunk: number;
}

/** Logits of the images at `indices`, one row after the other. */
export async function inferLogits(inference: Inference, indices: Uint32Array): Promise<Float32Array> {
  const passes = passesOver(indices, inference.chunk);
  const parts: Float32Array[] = [];
  for (let i = 0; i < passes.length; i += PASSES_PER_READ)
    parts.push(...(await inferTogether(inference, passes.slice(i, i + PASSES_PER_READ))));
  const padded = passes.reduce((sum, pass) => sum + pass.length, 0);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  return padded === 0 ? new Float32Array(0) : joined(parts, total).slice(0, (total / padded) * indices.length);
}

/** The indices of each pass. Past the end the last one is filled with image 0 and its logits are dropped: inference sees each image alone. */
function passesOver(indices: Uint32Array, chunk: number): Uint32Array[] {
  let start = 0;
  return passSizes(indices.length, chunk).map((size) => {
    const padded = new Uint32Array(size);
    padded.set(indices.subarray(start, start + size));
    start += size;
    return padded;
  });
}

/** Logits of several passes, read at once. */
async function inferTogether({ device, stack, weights, images }: Inference, passes: readonly Uint32Array[]): Promise<Float32Array[]> {
  const infer = (indices: Uint32Array) => tidy(() => forwardInference(device, stack, weights, images.batch(indices).images));
  const logits = passes.map(infer);
  try {
    return await device.guard(Promise.all(logits.map(async (each) => (await each.data()) as Float32Array)));
  } catch (error) {
    throw asEngineError(error);
  } finally {
    for (const each of logits) each.dispose();
  }
}

function joined(parts: readonly Float32Array[], total: number): Float32Array {
  const all = new Float32Array(total);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
