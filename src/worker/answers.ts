/** What the worker answers to the page's questions: plain data. The questions are in protocol.ts. */
import type { KeptDrawing } from '@/dataset/drawing/kept';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableDescription } from '@/dataset/opening/table/describe';
import type { ItemShape } from '@/experiment/data/item-shape';
import type { OwnEntry, OwnId } from '@/experiment/data/own';
import type { NetworkHealth } from '@/metrics/inside/health';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { ImageFeatures } from '@/metrics/projection/features';
import type { EngineId, EvaluationSet, NetworkState, Position, Run, RunTarget, Samples } from '@/run/types';
import type { StudyRecord } from '@/study/study';
import type { ChannelWeights, ExcitingSlice, FollowedExample, InsideView } from './inside-answers';

/** The answer to each question, by its type. */
export interface Answers {
  images: LabelledImage[];
  estimate: Estimate;
  predict: { probabilities: number[]; classNames: string[] };
  nameDrawing: DrawingAnswer;
  predictions: SetPredictions;
  trainingPredictions: TrainingAnswers;
  trainingImages: TrainingImages;
  inspect: InsideView;
  explain: SaliencyMap;
  channelWeights: ChannelWeights;
  exciting: ExcitingSlice;
  health: NetworkHealth;
  follow: FollowedExample;
  keptEpochs: { epochs: number[] };
  samplesAt: Samples;
  pixels: ImageBlock;
  cells: TableCells;
  neighbours: Neighbour[];
  features: ImageFeatures;
  dataFile: { file: Uint8Array<ArrayBuffer> };
  split: SplitPositions;
  predictionsOfRun: SetPredictions;
  predictByRuns: { probabilities: number[]; classNames: string[] }[];
  runs: Run[];
  runsWithHistory: Run[];
  studies: StudyRecord[];
  addTrials: StudyRecord;
  runSpace: RunSpace;
  deleteRun: { runId: string };
  restoreRun: { runId: string };
  storedRun: StoredRun;
  importRun: { runId: string };
  importModel: { runId: string };
  drawings: KeptDrawing[];
  previewFiles: FilesPreview;
  keepImages: KeptData;
  keepTable: KeptData;
}

/** The data set that files became; or, where another one was wanted, in what they differ from it, in sentences: nothing was kept then. */
export type KeptData = { dataset: OwnId } | { difference: string };

/** One image of a data set, a byte for each pixel and channel. */
export type PreviewImage = Uint8Array;

/** What was understood of opened files. */
export type FilesPreview = ImagesPreview | TablePreview;

/** A table, or why it cannot be read in its format, which may be changed. */
export interface TablePreview extends TableDescription {
  kind: 'table';
  problem: string | null;
}

/** Images of files. */
export interface ImagesPreview {
  kind: 'images';
  /** What the set may be called. */
  name: string;
  itemShape: ItemShape;
  /** In label order, each with some of its images. */
  classes: { name: string; train: number; test: number; pictures: PreviewImage[] }[];
  /** What was left out or changed, and why, in sentences. */
  notes: string[];
  /** How pictures were made into images; `null` where the files hold images of one size already. */
  pictures: PictureOptions | null;
}

/** An own data set that is stored on this computer. */
export interface OwnDataset {
  id: OwnId;
  entry: OwnEntry;
  /** Of its images and labels. */
  bytes: number;
}

/** What a model makes of a drawing. */
export interface DrawingAnswer {
  probabilities: number[];
  classNames: string[];
  /** Whether it looks like what was learned; `null` where that is not known: while a run is active, without its images, of a model without layers. */
  familiar: boolean | null;
  /** What `familiar` follows from: a drawing is familiar from the threshold on. */
  familiarity: { score: number; threshold: number } | null;
  /** The answer is that of the small network that came with the page, as nothing was trained yet. */
  pretrained: boolean;
}

/** Positions of images: training images first, then test images. */
export interface SplitPositions {
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

/** The room that stored runs take. */
export interface RunSpace {
  /** Of all runs, with their curves and weights; about. */
  bytes: number;
  /** So many runs are kept beside the starred ones. */
  keep: number;
}

/** A run, and what its network has learnt; `checkpoint` is `null` where nothing is stored, and for classical models. */
export interface StoredRun {
  run: Run;
  checkpoint: (Position & { state: NetworkState }) | null;
}

/** A model's predictions for every image of a set, all with the same weights. */
export interface SetPredictions {
  set: EvaluationSet;
  /** The epoch and step of these weights; `step` lies between two epochs where a run is active. */
  epoch: number;
  step: number;
  /** Positions in the prepared data: training images first, then test images. */
  indices: Uint32Array<ArrayBuffer>;
  /** Images in the data set's training file: positions from here on are in its test file. */
  trainCount: number;
  /** Right classes, one per image. */
  targets: Uint8Array<ArrayBuffer>;
  /** images * classes numbers, image after image. */
  probabilities: Float32Array<ArrayBuffer>;
  classNames: string[];
  /** Where a number is predicted: the true numbers and the predicted ones, in the target's unit, one a row. */
  numbers?: { target: RunTarget; truth: Float64Array<ArrayBuffer>; predicted: Float64Array<ArrayBuffer> };
}

/** A model's answers to images of whatever set. */
export type ImageAnswers = Omit<SetPredictions, 'set'>;

/** Part of a model's answers to its training images. */
export interface TrainingAnswers extends ImageAnswers {
  /** Training images in all. */
  total: number;
}

/** The training images of an Experiment, as the data set labels them. */
export interface TrainingImages {
  /** Positions: training images first, then test images. */
  positions: Uint32Array<ArrayBuffer>;
  /** The data set's label of each, label noise aside. */
  labels: Uint8Array<ArrayBuffer>;
  /** Images in the data set's training file. */
  trainCount: number;
}

/** Images in one block. */
export interface ImageBlock {
  /** count * height * width * channels bytes. */
  block: Uint8Array<ArrayBuffer>;
  /** Bytes of an image. */
  size: number;
}

/** Cells of a table, column by column and target last: numbers, or positions among the levels of a category. */
export interface TableCells {
  columns: Float64Array<ArrayBuffer>[];
}

/** A training image, and how far it is from the picture that was asked about. */
export interface Neighbour {
  /** Position in the prepared data. */
  index: number;
  /** Euclidean distance, pixels from 0 to 1. */
  distance: number;
  /** The class that it was trained with, label noise included. */
  target: number;
  pixels: Uint8Array;
}

export interface LabelledImage {
  pixels: Uint8Array;
  label: number;
}

/** How long training would take, from a short probe on this machine. */
export interface Estimate {
  msPerStep: number;
  /** The network made ready: its program compiled, its threads or textures made. */
  secondsAtStart: number;
  /** Training and validation. */
  secondsPerEpoch: number;
  /** The test after the last epoch. */
  secondsAtEnd: number;
  /** Every engine measured, fastest first. */
  engines: EngineSpeed[];
}

/** How fast an engine trains a network on this machine. */
export interface EngineSpeed {
  engine: EngineId;
  /** For people. */
  label: string;
  examplesPerSecond: number;
  /** It is no faster than this; how much slower was not worth measuring. */
  atMost: boolean;
}
