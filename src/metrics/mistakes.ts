import type { JudgedAnswers } from './selection';

/** Images of one class that were taken for another. */
export interface ConfusedPair {
  truth: number;
  predicted: number;
  count: number;
}

/** The pairs of classes that are confused most often, at most `limit`; pairs that never occur are left out. Of equals, the first row comes first. */
export function confusedPairs({ answers, predictions }: JudgedAnswers, limit: number): ConfusedPair[] {
  const classes = answers.classNames.length;
  const counts = new Uint32Array(classes * classes);
  answers.targets.forEach((truth, row) => {
    counts[truth * classes + predictions[row]!]! += 1;
  });
  return [...counts]
    .map((count, at) => ({ truth: Math.floor(at / classes), predicted: at % classes, count }))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}
