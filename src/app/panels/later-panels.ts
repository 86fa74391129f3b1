/**
 * What a large first screen shows once it is painted, in one download: as files of their own these and what they share would be thirty requests, which on a
 * slow line and a busy machine take longer than their bytes.
 */
export { ConfusionWired } from './confusion-wired';
export { CurvesWired } from './curves-wired';
export { DrawWired } from './draw/draw-wired';
export { NumbersWired } from './numbers-wired';
export { SamplesWired } from './samples-wired';
