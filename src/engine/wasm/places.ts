import type { PreparedData } from '@/dataset/types';
import type { Address, Arena } from './arena';

/** Steps whose results wait in linear memory until JavaScript fetches them. */
export const RESULTS = 1024;

/** Bytes between two threads' sums of L1 / L2 terms (kernels/loss.ts). */
const PENALTY_STRIDE = 64;

/** Bytes of the words by which threads meet (kernels/main.ts). */
const CONTROL_BYTES = 384;

/** Where everything of a network lies. */
export interface Places {
  control: Address;
  scratch: Address;
  scratchStride: number;
  pixels: Address;
  targets: Address;
  /** Images that are not of the data set. */
  staging: Address;
  /** Positions of the batch's images. */
  indices: Address;
  /** The batch as floats. */
  batch: Address;
  /** Learning rate and the like, two floats (updates.ts). */
  scalars: Address;
  /** One key a layer, by its position. */
  dropoutKeys: Address;
  /** Mean loss and hits of the batch. */
  result: Address;
  penalties: Address;
  cursor: Address;
  losses: Address;
  correct: Address;
  gradients: [Address, Address];
  /** Where programs go: training, inference. */
  programs: [Address, Address];
}

/** How many images of what size pass at once. */
export interface Sizes {
  batchSize: number;
  inferenceBatch: number;
  imageBytes: number;
}

/** Places what does not depend on the network's inside: the data set, the step's numbers, results, and the two gradients. */
export function placeRest(
  data: PreparedData,
  { batchSize, inferenceBatch, imageBytes }: Sizes,
  widest: number,
  threads: number,
  arena: Arena,
) {
  return {
    control: arena.bytes(CONTROL_BYTES),
    pixels: arena.bytes(data.pixels.length),
    targets: arena.bytes(data.targets.length),
    staging: arena.bytes(inferenceBatch * imageBytes),
    indices: arena.floats(Math.max(batchSize, inferenceBatch)),
    scalars: arena.floats(2),
    result: arena.floats(2),
    penalties: arena.bytes(threads * PENALTY_STRIDE),
    cursor: arena.floats(1),
    losses: arena.floats(RESULTS),
    correct: arena.floats(RESULTS),
    gradients: [arena.floats(batchSize * widest), arena.floats(batchSize * widest)] as [Address, Address],
    programs: [0, 0] as [Address, Address],
  };
}
