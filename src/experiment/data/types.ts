/** Identifiers of the data sets that the app knows. */
export type DatasetId = 'fashion-mnist' | 'builtin-garments';

/** What the network is asked: which labels become which outputs. */
export type Task =
  | { kind: 'classes' }
  | { kind: 'groups'; groups: { name: string; classes: number[] }[] }
  | { kind: 'pair'; classes: [number, number] };

/**
 * How the images are divided. `official` keeps the published test set and holds `validationShare` of the training images out;
 * `pooled` mixes all images and divides them anew (shares of the whole, summing to at most 1).
 */
export type Split =
  | { kind: 'official'; validationShare: number; stratified: boolean }
  | { kind: 'pooled'; train: number; validation: number; test: number; stratified: boolean; validationIsTest: boolean };

/** How a pixel byte becomes a number: `unit` is / 255, `standardized` subtracts the training mean and divides by its deviation. */
export type Scaling = 'unit' | 'standardized' | 'none';

/** One random change of an image; drawn per image and per epoch from the seed. Angles in degrees, lengths in pixels or shares as named. */
export type AugmentationStep =
  | { kind: 'flipLeftRight'; probability: number }
  | { kind: 'flipUpDown'; probability: number }
  | { kind: 'rotation'; probability: number; degrees: number }
  | { kind: 'zoom'; probability: number; share: number }
  | { kind: 'shift'; probability: number; pixels: number }
  | { kind: 'randomCrop'; probability: number; size: number }
  | { kind: 'cutout'; probability: number; size: number }
  | { kind: 'noise'; probability: number; deviation: number };

/** Which images are changed, and whether in place or as added copies. */
export interface Augmentation {
  steps: AugmentationStep[];
  mode: 'inPlace' | 'addCopies';
  /** Labels concerned; `null` for all. */
  classes: number[] | null;
}

/** The data part of an Experiment. */
export interface DataSpec {
  dataset: DatasetId;
  task: Task;
  split: Split;
  scaling: Scaling;
  /** At most this many training images (after the split); `null` for all. */
  trainSize: number | null;
  /** Share of training labels replaced by a random other one, 0 to 0.5. */
  labelNoise: number;
  augmentation: Augmentation;
}
