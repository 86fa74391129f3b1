import type { PreparedData } from '@/dataset/types';
import type { Address, Arena } from './arena';
import { SCALARS, type SumPlaces } from './updates';

/** Steps whose results wait in linear memory until JavaScript fetches them. */
export const RESULTS = 1024;

/** Bytes of the words by which threads meet (kernels/main.ts). */
const CONTROL_BYTES = 384;

/** Where everything of a network lies. */
export interface Places extends SumPlaces {
  control: Address;
  scratch: Address;
  scratchStride: number;
  /** The images of the data set, or the rows of a table as floats. */
  pixels: Address;
  targets: Address;
  /** What is to be predicted where that is a number: a standardized float a row; 0 where it is a class. */
  numbers: Address;
  /** How much an image counts, a float a class; 0 where all count alike. */
  classWeights: Address;
  /** Images that are not of the data set, or changed ones; as many as any pass takes. */
  staging: Address;
  /** Positions of the batch's images. */
  indices: Address;
  /** The batch as floats. */
  batch: Address;
  /** Learning rate and the like (updates.ts). */
  scalars: Address;
  /** One key a layer, by its position. */
  dropoutKeys: Address;
  /** Mean loss and hits of the batch. */
  result: Address;
  cursor: Address;
  losses: Address;
  correct: Address;
  gradients: [Address, Address];
  /** Where programs go: training, inference, inspection. */
  programs: [Address, Address, Address];
}

/** How many images of what size pass at once. */
export interface Sizes {
  batchSize: number;
  inferenceBatch: number;
  /** Pixels of an image, a byte each; numbers of a row of a table, a float each. */
  imageBytes: number;
}

/** Places what does not depend on the network's inside: the data set, the step's numbers, results, and the two gradients. */
export function placeRest(data: PreparedData, { batchSize, inferenceBatch, imageBytes }: Sizes, widest: number, arena: Arena) {
  const staged = Math.max(batchSize, inferenceBatch) * imageBytes;
  return {
    control: arena.bytes(CONTROL_BYTES),
    pixels: data.table ? arena.floats(data.table.inputs.length) : arena.bytes(data.pixels.length),
    targets: arena.bytes(data.targets.length),
    numbers: data.table?.target ? arena.floats(data.table.target.standardized.length) : 0,
    classWeights: data.classWeights ? arena.floats(data.classWeights.length) : 0,
    staging: data.table ? arena.floats(staged) : arena.bytes(staged),
    indices: arena.floats(Math.max(batchSize, inferenceBatch)),
    scalars: arena.floats(SCALARS),
    result: arena.floats(2),
    cursor: arena.floats(1),
    losses: arena.floats(RESULTS),
    correct: arena.floats(RESULTS),
    gradients: [arena.floats(batchSize * widest), arena.floats(batchSize * widest)] as [Address, Address],
    programs: [0, 0, 0] as [Address, Address, Address],
  };
}
