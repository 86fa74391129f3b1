/** A curve over all thresholds: points in order, and the area under it. */
export interface RankingCurve {
  x: number[];
  y: number[];
  /** The threshold of each point: a class is said where its score is at least this. */
  thresholds: number[];
  area: number;
}

/** Hits and false alarms at each distinct score, from the highest down. */
interface Ranks {
  thresholds: number[];
  truePositives: number[];
  falsePositives: number[];
  positives: number;
  negatives: number;
}

/**
 * The receiver operating characteristic: true positive rate over false positive rate, from (0, 0) to (1, 1), points on a straight line left
 * out (scikit-learn's roc_curve), and the area under it by trapezoids. NaN where one of the two sorts of images is missing.
 *
 * @param scores one per image, larger means more likely
 * @param isPositive whether each image is of the class
 */
export function rocCurve(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): RankingCurve {
  const ranks = rank(scores, isPositive);
  const x = [0, ...ranks.falsePositives.map((count) => count / ranks.negatives)];
  const y = [0, ...ranks.truePositives.map((count) => count / ranks.positives)];
  const area = trapezoids(x, y);
  return { ...withoutInner(x, y, [Number.POSITIVE_INFINITY, ...ranks.thresholds], ranks), area };
}

/**
 * Precision over recall, recall falling as in scikit-learn's precision_recall_curve, ending at (0, 1); the area is the average precision, the sum of
 * (recall gained) * precision, which does not interpolate. NaN where no image is of the class.
 */
export function precisionRecallCurve(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): RankingCurve {
  const ranks = rank(scores, isPositive);
  const recall = ranks.truePositives.map((hits) => hits / ranks.positives);
  const precision = ranks.truePositives.map((hits, i) => hits / (hits + ranks.falsePositives[i]!));
  const area = recall.reduce((sum, value, i) => sum + (value - (recall[i - 1] ?? 0)) * precision[i]!, 0);
  return {
    x: [...recall.toReversed(), 0],
    y: [...precision.toReversed(), 1],
    thresholds: [...ranks.thresholds.toReversed(), Number.POSITIVE_INFINITY],
    area,
  };
}

/** Share of images whose right class is among the `k` most probable; of equal probabilities, later classes go first, as in scikit-learn. */
export function topAccuracy(probabilities: Float32Array, targets: ArrayLike<number>, classes: number, k: number): number {
  let hits = 0;
  for (let image = 0; image < targets.length; image++) {
    const target = targets[image]!;
    const own = probabilities[image * classes + target]!;
    let before = 0;
    for (let c = 0; c < classes; c++) {
      const other = probabilities[image * classes + c]!;
      if (other > own || (other === own && c > target)) before++;
    }
    if (before < k) hits++;
  }
  return hits / targets.length;
}

/**
 * Cohen's kappa (1960): (p - e) / (1 - e), p being the share of right answers and e the share expected if answers and classes were independent.
 * NaN where e is 1: one class alone, always answered.
 */
export function cohenKappa(confusion: readonly (readonly number[])[]): number {
  const rows = confusion.map(total);
  const columns = confusion.map((_, j) => total(confusion.map((row) => row[j]!)));
  const all = total(rows);
  const agreed = total(confusion.map((row, i) => row[i]!)) / all;
  const expected = total(rows.map((count, i) => count * columns[i]!)) / all ** 2;
  return (agreed - expected) / (1 - expected);
}

function rank(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): Ranks {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const ranks: Ranks = { thresholds: [], truePositives: [], falsePositives: [], positives: 0, negatives: 0 };
  for (const [place, i] of order.entries()) {
    if (isPositive[i]) ranks.positives++;
    else ranks.negatives++;
    if (place + 1 < order.length && scores[order[place + 1]!] === scores[i]) continue;
    ranks.thresholds.push(scores[i]!);
    ranks.truePositives.push(ranks.positives);
    ranks.falsePositives.push(ranks.negatives);
  }
  return ranks;
}

const trapezoids = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, value, i) => (i === 0 ? 0 : sum + ((value - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2), 0);

/** Leaves out points between two others on one line; counts are compared, since rates are rounded. */
function withoutInner(x: number[], y: number[], thresholds: number[], ranks: Ranks): Omit<RankingCurve, 'area'> {
  const hits = [0, ...ranks.truePositives];
  const alarms = [0, ...ranks.falsePositives];
  const bend = (counts: number[], i: number) => counts[i - 1]! - 2 * counts[i]! + counts[i + 1]! !== 0;
  // scikit-learn takes its own first point, which has no neighbour before it, for an end: so is the second one here.
  const keep = x.map((_, i) => i <= 1 || i === x.length - 1 || bend(hits, i) || bend(alarms, i));
  const kept = (values: number[]) => values.filter((_, i) => keep[i]);
  return { x: kept(x), y: kept(y), thresholds: kept(thresholds) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
