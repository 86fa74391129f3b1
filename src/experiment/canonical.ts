/**
 * A plain value as text that is the same wherever the content is: edits and storage write an object's keys in different orders. What JSON cannot
 * write (NaN, undefined) is written as JSON does.
 */
export const canonical = (value: unknown): string => JSON.stringify(value, (_key, part) => (isPlainObject(part) ? sorted(part) : part));

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
