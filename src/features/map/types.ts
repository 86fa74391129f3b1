/** Images in the plane with what is known of them: entry k of every list is about image k of the map. */
export interface ShownMap {
  /** x and y of each image. */
  coordinates: Float32Array;
  /** Rows of the model's answers. */
  rows: Uint32Array;
  /** Positions in the prepared data. */
  positions: Uint32Array;
  targets: Uint8Array;
  predicted: Uint8Array;
  /** Probability of the predicted class. */
  confidences: Float32Array;
  /** False while the map is still being made. */
  final: boolean;
  /** Shares of the variance along the two axes of a map of principal components; `null` of another. */
  shares: readonly [number, number] | null;
}

/** Something on the map that is not one of its images: the drawing, or an image that was not among those of the map. */
export interface Guest {
  name: string;
  x: number;
  y: number;
}

/** An image that was to be found, and where it lies. */
export interface Found {
  /** `null` of one that is not among the map's images. */
  image: number | null;
  x: number;
  y: number;
}

export type ColoredBy = 'truth' | 'prediction';
export type Tool = 'move' | 'lasso';

/** A point in CSS pixels of the canvas, or in units of the map. */
export interface Point {
  x: number;
  y: number;
}
