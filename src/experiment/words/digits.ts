import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { DATA_SETTINGS } from '@/experiment/data/settings';
import { SPLIT_SWITCHES, validationShareField } from '@/experiment/data/splits';
import type { Field } from '@/experiment/field';
import { sameContent } from '@/experiment/identity';
import { KINDS } from '@/experiment/network/kinds';
import { CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULES } from '@/experiment/training/schedules';
import { SETTINGS } from '@/experiment/training/settings';
import { valueWords } from './options';

const fieldsIn = (table: Readonly<Record<string, { fields: readonly Field[] }>>): Field[] =>
  Object.values(table).flatMap(({ fields }) => fields);

/** What every option is called, by its name. */
const FIELDS: ReadonlyMap<string, Field> = new Map(
  [
    ...[CLASSICAL_MODELS, AUGMENTATIONS, KINDS, CLIPPINGS, OPTIMIZERS, SCHEDULES].flatMap(fieldsIn),
    ...EARLY_STOPPING.fields,
    ...Object.values<Field>(SETTINGS),
    ...Object.values<Field>(DATA_SETTINGS),
    ...Object.values<Field>(SPLIT_SWITCHES),
    validationShareField,
  ].map((field) => [field.name, field]),
);

/** The single values in a plain value, by their path in it. */
function leavesOf(value: unknown, path: readonly string[] = []): [path: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

/**
 * Where two settings that read alike differ, in all digits: "factor 0.50001", and what stands there in the other. Both are contents of one setting
 * that are not the same.
 */
export function inDigits(own: unknown, other: unknown): [own: string, other: string] {
  const [ours, theirs] = [new Map(leavesOf(own)), new Map(leavesOf(other))];
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].filter((path) => !sameContent([ours.get(path)], [theirs.get(path)]));
  const words = (leaves: ReadonlyMap<string, unknown>) => paths.map((path) => leafWords(path, leaves.get(path))).join(', ');
  return [words(ours), words(theirs)];
}

/** The value alone where nothing but its place in a list names it. */
function leafWords(path: string, leaf: unknown): string {
  const field = FIELDS.get(path.split('.').at(-1) ?? '');
  const value = valueWords(field, leaf);
  return field ? `${lowered(field.label)} ${value}` : value;
}

/** A label within a sentence; C, L1 and the like stay as they are. */
const lowered = (label: string): string => (label.length > 2 ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label);
