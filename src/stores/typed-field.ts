import { sameContent } from '@/experiment/identity';

/**
 * Where two values differ, if that is a single number, text or list of numbers, as it is while somebody types; `null` where anything else differs, or more
 * than one place.
 *
 * @returns the path to the place, its keys joined by dots
 */
export function typedField(before: unknown, after: unknown, path = ''): string | null {
  if (isTyped(before) && isTyped(after)) return isChosen(after, path) ? null : path;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return null;
  const keys = Object.keys(after);
  if (keys.length !== Object.keys(before).length || !keys.every((key) => key in before)) return null;
  const changed = keys.filter((key) => !sameContent(before[key], after[key]));
  const [only] = changed;
  if (only === undefined || changed.length > 1) return null;
  return typedField(before[only], after[only], path === '' ? only : `${path}.${only}`);
}

/** Of the texts of a design only names are typed; the others are chosen from a list. */
const isChosen = (value: unknown, path: string): boolean => typeof value === 'string' && !/(^|\.)name$/.test(path);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An empty optional number is `null`. */
const isTyped = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'string' || value === null || (Array.isArray(value) && value.every(Number.isFinite));
