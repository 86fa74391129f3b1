import type { AddedDrawings } from './added-drawings';
import type { AugmentationMode, AugmentationStep } from './augmentations';
import type { DatasetId } from './datasets';
import type { OwnEntry } from './own';
import type { Scaling, Split } from './splits';
import type { Task } from './tasks';

export type { AugmentationKind, AugmentationStep } from './augmentations';
export type { Scaling, Split } from './splits';
export type { Task } from './tasks';

/** Which training images are changed, in this order of steps, and whether in place or as one added copy of each (both anew each epoch). */
export interface Augmentation {
  steps: AugmentationStep[];
  mode: AugmentationMode;
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
  /** What is known of an own data set; absent for those that come with the app. */
  entry?: OwnEntry;
  task: Task;
  split: Split;
  scaling: Scaling;
  /** At most this many training images (after the split); `null` for all. */
  trainSize: number | null;
  /** Share of training labels replaced by a random other one, 0 to 0.5. */
  labelNoise: number;
  labelNoiseRule: LabelNoiseRule;
  augmentation: Augmentation;
  /** Drawings of a person's own that are trained on as well; `null` for none. */
  drawings: AddedDrawings | null;
}
