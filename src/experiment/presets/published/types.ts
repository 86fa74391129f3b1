import type { Experiment } from '@/experiment/experiment';

/** The five reports that the published experiments come from. */
export type ReportId = 'A' | 'B' | 'C' | 'D' | 'E';

/** A number of a finished run that a report prints, named so that it can be looked up in a run. */
export type FigureOf =
  | { of: 'loss' | 'accuracy'; set: 'test' }
  /** `epoch` counts from 1; `best` is that of the least validation loss, `last` the last one. */
  | { of: 'loss' | 'accuracy'; set: 'training' | 'validation'; epoch: number | 'best' | 'last' }
  | { of: 'parameters' | 'nonTrainable' }
  /** Where a number is predicted; `rootMae` is the square root of the mean absolute error. */
  | { of: 'mse' | 'rmse' | 'rootMae' | 'r2'; set: 'test' }
  /** The loss of the last epoch in the square of the target's unit, where the loss is the mean squared error. */
  | { of: 'trainingMse' }
  /** F1 of one class (output position) on the test images. */
  | { of: 'f1'; class: number }
  /** Mean of the classes' F1 on the test images. */
  | { of: 'macroF1' }
  /** (true positives + true negatives) / all, of one class (output position) against the rest, on the test images. */
  | { of: 'classAccuracy'; class: number }
  /** Each class said where its probability exceeds one half; hits, sayings and images added up over the classes, on the test images. */
  | { of: 'microPrecision' | 'microRecall' | 'microF1' | 'thresholdedMacroF1' };

/** A figure as its report prints it. */
export interface PublishedFigure {
  label: string;
  figure: FigureOf;
  value: number;
  /** Digits after the point, as printed. */
  digits: number;
  /** What is odd about it, in a sentence. */
  note?: string;
}

/** One form of a published experiment; `assumed` is what it assumes beyond what the experiment does of settings that both have. */
export interface PublishedForm {
  id: string;
  title: string;
  experiment: Experiment;
  assumed?: Readonly<Record<string, string>>;
  /** Its own figures where the report prints some of each form; absent: the experiment's. */
  figures?: readonly PublishedFigure[];
}

/**
 * A published experiment. `assumed` says of each setting (by the keys of `settingRows`) that the report does not print what was taken instead, in
 * words; what is not in it is the report's. `figures` are the report's, to be shown beside one's own.
 */
export interface PublishedPreset {
  id: string;
  report: ReportId;
  title: string;
  /** What it is about, in a sentence. */
  help: string;
  experiment: Experiment;
  assumed: Readonly<Record<string, string>>;
  figures: readonly PublishedFigure[];
  /** What to know before comparing, sentence by sentence. */
  notes: readonly string[];
  /** Other forms of the same experiment, the preset's own being the first thing to try. */
  variants: readonly PublishedForm[];
}
