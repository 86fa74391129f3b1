import type { SamplePrediction } from '@/run/types';

/** The class with the largest probability; the first of equal ones. */
export function bestOf(probabilities: readonly number[]): number {
  return probabilities.reduce((best, p, i) => (p > (probabilities[best] ?? 0) ? i : best), 0);
}

/** The two classes worth a bar: what the network says, and what comes next, or the right class where that was missed. */
export function barsOf({ probabilities, target }: Pick<SamplePrediction, 'probabilities' | 'target'>): number[] {
  const best = bestOf(probabilities);
  if (best !== target) return [best, target];
  const rest = probabilities.map((p, i) => (i === best ? -1 : p));
  return rest.length > 1 ? [best, rest.indexOf(Math.max(...rest))] : [best];
}
