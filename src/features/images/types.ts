/** One image and the model's answer to it. */
export interface ShownImage {
  /** Position in the prepared data: training images first, then test images. */
  index: number;
  /** The true class. */
  target: number;
  /** The predicted class. */
  predicted: number;
  probabilities: ArrayLike<number>;
}

/** How the images' bytes are had: by position, in the order asked for. */
export type FetchPixels = (positions: readonly number[]) => Promise<Uint8Array[]>;
