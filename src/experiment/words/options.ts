import { type Field, fieldApplies } from '@/experiment/field';
import { formatNumber, NO_NUMBER } from './numbers';

/** The value of an option as it stands in a line; a dash for a number that could not be read. */
export function valueWords(field: Field | undefined, value: unknown): string {
  if (value === null || value === undefined) return (field && 'optional' in field && field.optional) || NO_NUMBER;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return formatNumber(value);
  const name = String(value);
  return (field && 'titles' in field && field.titles?.[name]) || name;
}

/** The values of an object by name, whichever of several kinds it is. */
export const valuesOf = (options: object): Readonly<Record<string, unknown>> => ({ ...options });

/** Each option with its value: "momentum 0.8", "nesterov on". */
export const optionPhrases = (fields: readonly Field[], options: object): string[] =>
  fields.map((field) => `${field.label} ${valueWords(field, valuesOf(options)[field.name])}`);

/** Those options whose value is not that of `defaults`. */
export const changedFields = (fields: readonly Field[], options: object, defaults: object): Field[] =>
  fields.filter(({ name }) => !Object.is(valuesOf(options)[name], valuesOf(defaults)[name]));

/** An object without the options that have no effect beside its others. */
export function effective(fields: readonly Field[], options: object): Readonly<Record<string, unknown>> {
  const idle = new Set(fields.filter((field) => !fieldApplies(field, options)).map(({ name }) => name));
  return Object.fromEntries(Object.entries(options).filter(([name]) => !idle.has(name)));
}
