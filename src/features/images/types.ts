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
