import type { InsideView } from '@/stores/types';

/** What the output layer computes before its activation; `null` where there are too many classes for all to be here. */
export function logitsOf({ layers }: InsideView, classNames: readonly string[]): ArrayLike<number> | null {
  const { values } = layers.at(-1) ?? { values: [] };
  return values.length === 1 || values.length === classNames.length ? values : null;
}
