import type { Field } from '@/experiment/field';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import { formatNumber, NO_NUMBER } from '@/experiment/words/numbers';

/** Options that most people never touch; they stay folded, in this order. */
const FINE = ['useBias', 'kernelInitializer', 'l1', 'l2', 'depthMultiplier', 'recurrentActivation'];

/** The rarely changed ones of a layer's options. */
export const fineOptions = (fields: readonly Field[]): Field[] => FINE.flatMap((name) => fields.filter((field) => field.name === name));

/** The value of an option as it stands, also when it is wrong. */
export const optionOf = (layer: Layer, field: Field): unknown => layer[field.name as keyof Layer];

/** Which of these options differ from what a new layer of the kind has, in words; empty where none does. */
export function changesOf(layer: Layer, fields: readonly Field[]): string {
  const defaults: Record<string, unknown> = { ...kindOf(layer).defaults };
  return fields
    .filter((field) => !Object.is(optionOf(layer, field), defaults[field.name]))
    .map((field) => inWords(field, optionOf(layer, field)))
    .join(' · ');
}

function inWords(field: Field, value: unknown): string {
  if (field.type === 'boolean') return value === true ? field.label : `no ${field.label.replace(/^use /, '')}`;
  if (field.type === 'choice') return field.name === 'kernelInitializer' ? String(value) : `${field.label} ${value}`;
  return `${field.label} ${typeof value === 'number' ? formatNumber(value) : NO_NUMBER}`;
}
