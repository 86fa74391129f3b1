import type { DatasetId } from './datasets';

/** What the network is asked: which labels become which outputs. */
export type Task =
  | { kind: 'classes' }
  | { kind: 'groups'; groups: { name: string; classes: number[] }[] }
  | { kind: 'pair'; classes: [number, number] };

/**
 * How the images are divided. `official` keeps the published test set and holds `validationShare` of the training images out; `pooled` mixes
 * all images and divides them anew, by shares of the whole (at most 1 together) or by counts. `stratified` gives each class the same share.
 * `validationIsTest` watches the test images while training (as one of the reports did): there is then no test that was never looked at.
 */
export type Split =
  | { kind: 'official'; validationShare: number; stratified: boolean; validationIsTest: boolean }
  | {
      kind: 'pooled';
      sizes: 'shares' | 'counts';
      train: number;
      validation: number;
      test: number;
      stratified: boolean;
      validationIsTest: boolean;
    };

/** How a pixel byte becomes a number: `unit` is / 255, `standardized` subtracts the training mean and divides by its deviation. */
export type Scaling = 'unit' | 'standardized' | 'none';

/**
 * One random change of an image, done with its probability; what it draws depends on the seed, the epoch and the image alone. Angles in degrees,
 * lengths in pixels. rotation: by -degrees to degrees; zoom: by 1 - share to 1 + share; shift: by -pixels to pixels each way, whole pixels;
 * randomCrop: a window of size x size anywhere in the image, scaled back to the whole; cutout: a square of size x size, its centre anywhere,
 * made black; noise: normal, of a deviation given as a share of white (0 to 1), on each pixel. What comes from outside the image is black.
 */
export type AugmentationStep =
  | { kind: 'flipLeftRight'; probability: number }
  | { kind: 'flipUpDown'; probability: number }
  | { kind: 'rotation'; probability: number; degrees: number }
  | { kind: 'zoom'; probability: number; share: number }
  | { kind: 'shift'; probability: number; pixels: number }
  | { kind: 'randomCrop'; probability: number; size: number }
  | { kind: 'cutout'; probability: number; size: number }
  | { kind: 'noise'; probability: number; deviation: number };

export type AugmentationKind = AugmentationStep['kind'];

/** Which training images are changed, in this order of steps, and whether in place or as one added copy of each (both anew each epoch). */
export interface Augmentation {
  steps: AugmentationStep[];
  mode: 'inPlace' | 'addCopies';
  /** Labels of the data set concerned, whatever the task makes of them; `null` for all. */
  classes: number[] | null;
}

/**
 * Which training images get a wrong label. `exactShare`: round(share * images) of them, chosen at random. `eachImage`: each one with that probability, so
 * that 20% of 200 may be 26; only in designs and runs stored by earlier versions, which keep it so that a resumed run equals an uninterrupted one.
 */
export type LabelNoiseRule = 'exactShare' | 'eachImage';

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
  labelNoiseRule: LabelNoiseRule;
  augmentation: Augmentation;
}
