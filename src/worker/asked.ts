/** What the page asks the worker; answers.ts has what it is told. */
import type { KeptDrawing } from '@/dataset/drawing/kept';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import type { DatasetId } from '@/experiment/data/datasets';
import type { OwnId } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { FeatureSpace } from '@/metrics/projection/features';
import type { EvaluationSet, NetworkState } from '@/run/types';
import type { Trial } from '@/study/trial';
import type { StoredRun } from './answers';
import type { ExplanationMethod } from './inside-answers';

/** What each question carries, by its type; each has one answer in `Answers`. */
export interface Questions {
  /** `perClass` images of every class, chosen by `seed`. */
  images: { dataset: DatasetId; perClass: number; seed: number };
  /** How fast the design would train here. */
  estimate: { experiment: Experiment };
  /** The probabilities of one picture of the data set's shape. */
  predict: { pixels: Uint8Array };
  /** What a drawing is, and whether it looks like anything that was learnt. */
  nameDrawing: { pixels: Uint8Array } & Moment;
  /** A kept run's predictions for a whole set, without showing that run; refused while a run is active. */
  predictionsOfRun: { runId: string; set: EvaluationSet };
  /** The probabilities that kept runs give one picture; refused while a run is active. */
  predictByRuns: { runIds: readonly string[]; pixels: Uint8Array };
  /** The trained model's predictions for a whole set; between two blocks of steps where a run is active. */
  predictions: { set: EvaluationSet } & Moment;
  /** The trained model's predictions for `count` of its training images from `from` on; between two blocks of steps where a run is active. */
  trainingPredictions: { from: number; count: number };
  /** The training images of an Experiment with their labels; refused where its data set is not in memory. */
  trainingImages: { experiment: Experiment };
  /** What each layer of the trained network makes of one picture of the data set's shape. */
  inspect: { pixels: Uint8Array } & Moment;
  /** Where in a picture a class's score comes from. `target` is a position among the classes. */
  explain: { pixels: Uint8Array; target: number; method: ExplanationMethod } & Moment;
  /** What a channel (or unit) of the layer at a place of the stack is made with. */
  channelWeights: { layer: number; channel: number } & Moment;
  /** Which of the next `count` validation images (test images where none are held out) from `from` on excite a channel most. */
  exciting: { layer: number; channel: number; from: number; count: number } & Moment;
  /** How weights, gradients and activations are spread in each layer, on a fixed batch of training images. */
  health: Moment;
  /**
   * Trains by `steps` single images, from number `example` of the training order on (counted from 0, through all epochs), apart from any run; the answer has the
   * image that comes next. Refused while a run is active.
   */
  follow: { experiment: Experiment; start: FollowStart; example: number; steps: number };
  /** The epochs of the run on show whose weights are kept. */
  keptEpochs: Nothing;
  /** The answers to single images, by position in the prepared data. */
  samplesAt: { positions: readonly number[] } & Moment;
  /** Single images of a data set, by position: training images first, then test images. */
  pixels: { dataset: DatasetId; positions: Uint32Array };
  /** Cells of rows of a table, by position: training rows first. Of one column, or of all and the target where `column` is `null`. */
  cells: { dataset: DatasetId; positions: Uint32Array; column: number | null };
  /**
   * The `count` training images of the shown run that are nearest to a picture, leaving out the one at position `except`. A newer question, or
   * `cancelNeighbours`, ends the search.
   */
  neighbours: { pixels: Uint8Array; count: number; except: number | null };
  /**
   * Numbers that tell images apart: of at most `most` images of a set of the shown run, evenly from all of it, or of one picture. A newer question about a set, or
   * `cancelFeatures`, ends the one before.
   */
  features: { of: { set: EvaluationSet; most: number } | { pixels: Uint8Array }; space: FeatureSpace };
  /** A data set as the file that an exported program reads; refused where it is not in memory. */
  dataFile: { dataset: DatasetId };
  /** Which images serve which purpose under an Experiment; refused where its data set is not in memory. */
  split: { experiment: Experiment };
  /** All stored runs, the last one worked on first, without their step histories. */
  runs: Nothing;
  /** Stored runs with their step histories, in this order; those that cannot be read are left out. */
  runsWithHistory: { runIds: readonly string[] };
  /** All stored studies, the newest first. */
  studies: Nothing;
  /** Adds trials that were trained elsewhere to a study that is not going on. */
  addTrials: { studyId: string; trials: readonly Trial[] };
  /** How much room the runs take, and how many are kept. */
  runSpace: Nothing;
  /** Deletes a stored run and its weights; answered once that is done, refused for a run that any tab shows. */
  deleteRun: { runId: string };
  /** Puts a run back that was deleted a moment ago. */
  restoreRun: { runId: string };
  /** A stored run with its whole history and its network's last checkpoint, to be saved as a file. */
  storedRun: { runId: string };
  /** Stores a run from a file, under `newId` where its own id is taken. */
  importRun: { stored: StoredRun; newId: string };
  /** Stores a run of no epochs that has these weights, of a model from the file `name`. The weights follow `weightSpecs(experiment)`. */
  importModel: { experiment: Experiment; weights: Float32Array[]; name: string; newId: string };
  /** The drawings that a person keeps, after some were put in (in place of those of the same id) and others taken out. */
  drawings: { put: readonly KeptDrawing[]; remove: readonly string[] };
  /** What is in files, before anything is done with them (`null` for those that were previewed last, with other options); a newer question takes the place of an older one. */
  previewFiles: { files: readonly GivenFile[] | null; pictures: PictureOptions; table?: Partial<TableFormat> };
  /**
   * Makes a data set of the files that were previewed last, of these classes, and stores it. `labels` are places in the preview's list of classes. With `only`
   * nothing is kept where it is not the data set of that id.
   */
  keepImages: { name: string; classes: readonly { name: string; labels: readonly number[] }[]; only?: OwnId | null };
  /** Makes a data set of the table that was previewed last, and stores it; `only` as for images. */
  keepTable: { name: string; choice: TableChoice; only?: OwnId | null };
}

/** Where followed steps start: from random weights as a run does, from the trained network's state, or from any other. */
export type FollowStart = 'initial' | 'trained' | NetworkState;

/** A file that a person gave, and where it lay in the folder that was given. */
export interface GivenFile {
  path: string;
  file: File;
}

type Nothing = Record<never, never>;

/** A question about the trained network as it was after an earlier epoch, whose weights are kept; `null` or nothing: as it is. */
interface Moment {
  epoch?: number | null;
}
