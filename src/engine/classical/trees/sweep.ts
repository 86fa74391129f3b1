import type { Runs } from './runs';

/** The best split of a node so far. `pixel` is -1 while there is none. */
export interface Split {
  pixel: number;
  threshold: number;
  score: number;
}

/**
 * Tries every split of one node by one pixel and keeps the best. Of all splits the one with the least Gini impurity, weighed by the two sides,
 * has the largest sum over both sides of (squared class weights) / (weight of the side), so that is the score; a later split has to be strictly
 * better. With whole weights everything but the two quotients is exact.
 */
export class Sweep {
  private readonly left: Float64Array;
  private readonly right: Float64Array;

  /** `classWeights` says how much an image of each class counts. */
  constructor(
    private readonly classWeights: Float64Array,
    private readonly minSamplesLeaf: number,
  ) {
    this.left = new Float64Array(classWeights.length);
    this.right = new Float64Array(classWeights.length);
  }

  /** `totals` are the node's weights by class, `images` the number of its images. */
  run({ length, values, classes, counts, images }: Runs, pixel: number, totals: Float64Array, imageCount: number, best: Split): void {
    const { left, right, classWeights, minSamplesLeaf } = this;
    left.fill(0);
    right.set(totals);
    let [leftSquares, rightSquares, leftWeight, rightWeight, leftImages] = [0, 0, 0, 0, 0];
    for (let c = 0; c < totals.length; c++) {
      rightWeight += totals[c]!;
      rightSquares += totals[c]! * totals[c]!;
    }
    for (let i = 0; i < length; i++) {
      const value = values[i]!;
      if (i > 0 && value !== values[i - 1]! && leftImages >= minSamplesLeaf && imageCount - leftImages >= minSamplesLeaf) {
        const score = leftSquares / leftWeight + rightSquares / rightWeight;
        if (score > best.score) {
          best.score = score;
          best.pixel = pixel;
          best.threshold = (value + values[i - 1]!) >> 1;
        }
      }
      const c = classes[i]!;
      const weight = counts[i]! * classWeights[c]!;
      leftSquares += weight * (2 * left[c]! + weight);
      rightSquares -= weight * (2 * right[c]! - weight);
      left[c]! += weight;
      right[c]! -= weight;
      leftWeight += weight;
      rightWeight -= weight;
      leftImages += images[i]!;
    }
  }
}
