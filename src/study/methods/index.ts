import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { bayesian } from './bayesian';
import { compare } from './compare';
import type { MethodEntry } from './entry';
import { grid } from './grid';
import { hyperband } from './hyperband';
import { random } from './random';
import { repeat } from './repeat';

/** The methods, in the order in which they are offered. */
export const METHODS = choiceTable({ repeat, compare, grid, random, bayesian, hyperband });

/** How the values of trials are chosen, with the method's own options. */
export type Method = ValueOf<typeof METHODS>;

export type MethodKind = keyof typeof METHODS;

export const METHOD_KINDS = keysOf(METHODS);

/** The entry of a method's own kind. */
export const methodEntry = ({ kind }: Method): MethodEntry<Method> => METHODS[kind] as unknown as MethodEntry<Method>;
