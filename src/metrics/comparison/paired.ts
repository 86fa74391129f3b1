/** What a model said of a set of images. */
export interface Predictions {
  /** Which images, by their positions in the data set; each once. */
  indices: ArrayLike<number>;
  /** Right classes, one per image. */
  targets: ArrayLike<number>;
  /** images * classes numbers, image after image. */
  probabilities: ArrayLike<number>;
  classNames: readonly string[];
}

/** An image that one of two models gets right and the other wrong. */
export interface ChangedImage {
  index: number;
  target: number;
  /** Which one gets it right. */
  right: 'a' | 'b';
  /** Of all classes, by each model. */
  a: number[];
  b: number[];
}

/** How two models fare on the images that both were asked. */
export interface Pairing {
  /** Images that both were asked. */
  count: number;
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
  /** The images of `onlyA` and `onlyB`; those where the wrong model was most confident come first. */
  changed: ChangedImage[];
}

/**
 * Pairs the answers of two models image by image; images that only one of them was asked are left out.
 *
 * @throws RangeError where the models do not know the same classes
 */
export function pairPredictions(a: Predictions, b: Predictions): Pairing {
  const classes = a.classNames.length;
  if (b.classNames.length !== classes) throw new RangeError(`${classes} classes against ${b.classNames.length}`);
  const places = new Map(Array.from({ length: b.indices.length }, (_, i): [number, number] => [b.indices[i]!, i]));
  const pairing: Pairing = { count: 0, both: 0, onlyA: 0, onlyB: 0, neither: 0, changed: [] };
  for (let i = 0; i < a.indices.length; i++) {
    const j = places.get(a.indices[i]!);
    if (j === undefined) continue;
    pairing.count++;
    const target = a.targets[i]!;
    const [rightA, rightB] = [answerAt(a, i, classes) === target, answerAt(b, j, classes) === target];
    pairing[rightA ? (rightB ? 'both' : 'onlyA') : rightB ? 'onlyB' : 'neither']++;
    if (rightA === rightB) continue;
    const own = { a: slice(a, i, classes), b: slice(b, j, classes) };
    pairing.changed.push({ index: a.indices[i]!, target, right: rightA ? 'a' : 'b', ...own });
  }
  pairing.changed.sort((x, y) => wrongSureness(y) - wrongSureness(x) || x.index - y.index);
  return pairing;
}

/** The most probable class; of equal ones the first. */
export function likeliest(probabilities: readonly number[]): number {
  return probabilities.reduce((best, probability, i) => (probability > probabilities[best]! ? i : best), 0);
}

const answerAt = (predictions: Predictions, image: number, classes: number): number => likeliest(slice(predictions, image, classes));

const slice = ({ probabilities }: Predictions, image: number, classes: number): number[] =>
  Array.from({ length: classes }, (_, i) => probabilities[image * classes + i]!);

const wrongSureness = ({ right, a, b }: ChangedImage): number => Math.max(...(right === 'a' ? b : a));
