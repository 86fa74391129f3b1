import * as v from 'valibot';
import type { Field } from './field';

/** One of several ways to do something, described for forms and checks. */
export interface Choice<T> {
  title: string;
  /** One line for people who meet it for the first time. */
  help: string;
  /** Its value when it is chosen. */
  defaults: T;
  fields: readonly Field[];
}

/** A choice whose value names it by `kind`. Its type is inferred from its schema. */
export interface KindChoice<T extends { kind: string }> extends Choice<T> {
  /** What its value must look like in stored or shared JSON. */
  schema: v.GenericSchema<unknown, T>;
}

type AnyTable = Readonly<Record<string, { schema: v.GenericSchema<unknown, { kind: string }> }>>;

/** The values that a table of choices allows: the union of what its schemas accept. */
export type ValueOf<T extends AnyTable> = v.InferOutput<T[keyof T]['schema']>;

/** A table of choices, in the order in which they are offered. An entry under another key than its schema's `kind` does not compile. */
export const choiceTable = <T extends { readonly [K in keyof T]: { schema: v.GenericSchema<unknown, { kind: K }> } }>(table: T): T => table;

/** The schema of everything in a table, built from its entries: a choice that is offered can always be read back. */
export function schemaOf<T extends AnyTable>(table: T): v.GenericSchema<ValueOf<T>, ValueOf<T>> {
  // Each entry's schema is an object schema with a literal `kind`, which the entry's type no longer says.
  const options = Object.values(table).map(({ schema }) => schema) as unknown as v.VariantOptions<'kind'>;
  return v.variant('kind', options) as unknown as v.GenericSchema<ValueOf<T>, ValueOf<T>>;
}

/** The keys of a table, in its order. */
export const keysOf = <T extends object>(table: T): (keyof T & string)[] => Object.keys(table) as (keyof T & string)[];
