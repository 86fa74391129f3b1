import type { DatasetId, ItemShape } from '@/experiment/data/datasets';
import type { AugmentationStep } from '@/experiment/data/types';

/** Images as stored: a byte for each pixel and channel, row by row, image after image; one label byte an image. */
export interface LabelledImages {
  /** count * height * width * channels bytes. */
  images: Uint8Array;
  /** count bytes. */
  labels: Uint8Array;
}

/** The cells of a table by column, training rows first, then test rows: numbers, or positions among the levels of a category. */
export interface TableRows {
  columns: readonly (Float64Array | Uint16Array)[];
  target: Float64Array | Uint16Array;
}

/** A whole data set in memory. */
export interface Dataset {
  id: DatasetId;
  /** Where it came from, in words for the page ("this site", "GitHub", "files from disk", "version 1"). */
  source: string;
  itemShape: ItemShape;
  train: LabelledImages;
  test: LabelledImages;
  /** The rows of a table, whose `images` are empty; its labels are those of its target, all 0 where that is a number. */
  table?: TableRows;
}

/** Items as a model takes them: bytes of images, or numbers of rows. */
export type Items = Uint8Array | Float32Array;

/** Pixels of an image each way. */
export interface ImageSize {
  height: number;
  width: number;
}

/** What an image is made of: bytes go row by row, and within a pixel by its channels (1 or 3). */
export interface ImageShape extends ImageSize {
  channels: number;
}

/**
 * A data set made ready for one Experiment: all images in one block (train first, then test), each image's target class, and which images
 * serve which purpose; behind them the changed copies that a split holds out, then added drawings. Index arrays hold positions in the block; no image is in two of them, but that validation is test where the split says so.
 */
export interface PreparedData extends ImageShape {
  /** count * height * width * channels bytes: training images, test images, held-out copies, added drawings. */
  pixels: Uint8Array;
  /** Class of every image under the task (label noise included for training images); 255 where the task leaves the image out. */
  targets: Uint8Array;
  classNames: string[];
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
  /** Positions of the images whose held-out copies stand behind the data set's in the block, in this order; absent where there are none. */
  heldCopies?: Uint32Array;
  /** A pixel byte b enters the network as (b - offset) * factor. */
  offset: number;
  factor: number;
  /** How much a training image counts in the loss, by its class; `null` where all count alike. */
  classWeights: Float32Array | null;
  /** How training images are changed; `null` where they are not. */
  augmentation: PreparedAugmentation | null;
  /** The rows of a table, which stand in the place of `pixels`; these are then empty, `height` is 1 and `width` the numbers of a row. */
  table?: PreparedTable;
}

/** A table made ready for one Experiment. */
export interface PreparedTable {
  /** count * width numbers, ready for the model. */
  inputs: Float32Array;
  /** Numbers of a row. */
  width: number;
  /** What is to be predicted where that is a number; `null` where it is a class, which `targets` say. */
  target: PreparedTarget | null;
}

/** The numbers to be predicted, how they are standardized, and how they are spoken of. */
export interface PreparedTarget {
  name: string;
  /** Empty where it has none. */
  unit: string;
  /** Over the training rows: models learn (value - mean) / deviation. */
  mean: number;
  deviation: number;
  /** Of every row, in the target's unit. */
  values: Float64Array;
  standardized: Float32Array;
}

/** The augmentation of an Experiment, worked out for its images. */
export interface PreparedAugmentation {
  steps: readonly AugmentationStep[];
  seed: number;
  /** 1 for each image (by position in the block) that is changed where it stands, 0 for the others. */
  inPlace: Uint8Array;
  /** Positions of the images of which a changed copy is added to every epoch, once for each copy. */
  copies: Uint32Array;
  /** The data set's own label of every image, by position in the block, and what these labels are called. */
  labels: Uint8Array;
  classNames: readonly string[];
  /** Images from this position on are added drawings. */
  firstAdded: number;
}
