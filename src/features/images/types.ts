/** One image and its label. */
export interface LabelledImage {
  /** Position in the prepared data: training images first, then test images. */
  index: number;
  /** The true class. */
  target: number;
}

/** One image and the model's answer to it. */
export interface ShownImage extends LabelledImage {
  /** The predicted class. */
  predicted: number;
  probabilities: ArrayLike<number>;
}
