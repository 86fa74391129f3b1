/** What the worker answers to questions about the inside of a network. The table of answers is in answers.ts. */
import type { EvaluationSet, NetworkState, SamplePrediction } from '@/run/types';

/** How the question "why this answer?" is put; the methods are those of metrics/inside/saliency.ts. */
export type ExplanationMethod = 'gradCam' | 'gradient' | 'occlusion';

/** What a network makes of one picture on its way to the answer. */
export interface InsideView {
  layers: InsideLayer[];
  probabilities: number[];
  /** The epoch and step of the weights. */
  epoch: number;
  step: number;
}

/** What one layer makes. */
export interface InsideLayer {
  id: string;
  /** As Keras has it; for maps the channels come last. */
  shape: number[];
  /** The numbers of the first `shown` channels (or units), in the layout of `shape` with those instead of all. */
  values: Float32Array<ArrayBuffer>;
  shown: number;
}

/** What one channel (or unit) of a layer is made with. */
export interface ChannelWeights {
  /**
   * `kernel`: a window of weights over each channel of the layer's input. `image`: a weight for each pixel of the image. `row`: a weight for each number of
   * the layer's input. `none`: the layer has no kernel.
   */
  kind: 'kernel' | 'image' | 'row' | 'none';
  /** Channels of the layer's input that it looks at, in order; for `image` and `row` a single 0. */
  inputs: number[];
  /** Of one picture. */
  height: number;
  width: number;
  /** A picture for each of `inputs`, row by row. */
  values: Float32Array<ArrayBuffer>;
  /** `null` where there is none. */
  bias: number | null;
}

/** The state of a network that is trained by single examples, and the example that comes next. */
export interface FollowedExample {
  state: NetworkState;
  /** The example's number in the order of training, from 0 on, and how many there are in an epoch. */
  example: number;
  total: number;
  /** Position: training items first, then test items. */
  index: number;
  /** Of an image; empty of a row of a table. */
  pixels: Uint8Array;
  /** The numbers of a table's row as they enter the network; `null` of an image. */
  row: Float32Array | null;
  /** The number that is to be predicted; `null` where it is a class. */
  number: FollowedTarget | null;
  /** The right class, and how much it counts in the loss; 0 and 1 of a number. */
  target: number;
  weight: number;
  /** A pixel byte b enters the network as (b - offset) * factor. */
  input: { offset: number; factor: number };
  classNames: string[];
  /** Over the steps that were made; `null` where none were. */
  meanLoss: number | null;
}

/** A number that is to be predicted: networks learn (value - mean) / deviation, mean and deviation being those of the training rows. */
export interface FollowedTarget {
  value: number;
  standardized: number;
  mean: number;
  deviation: number;
  /** After the number; empty where it has none. */
  unit: string;
}

/** Part of a search for the images that excite a channel (or unit) of a layer most. */
export interface ExcitingSlice {
  set: EvaluationSet;
  /** Images of the set. */
  total: number;
  /** Images looked at so far, those of earlier parts included. */
  done: number;
  /** The step of the weights: parts of one search must agree. */
  step: number;
  /** The most exciting images of this part, the most exciting first. */
  found: ExcitingImage[];
}

/** An image, and how much it excites a channel. */
export interface ExcitingImage {
  image: SamplePrediction;
  /** The channel's largest number. */
  value: number;
  /** Its place among all numbers of the layer's output. */
  place: number;
}
