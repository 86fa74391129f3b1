import { pythonNames } from './python-names';
import { partsOf } from './space/change-setting';
import { type Domain, type ParameterValue, valuesOf } from './space/domain';
import type { Parameter } from './space/search-space';

/** A parameter as Keras Tuner knows it: the class that declares it, with that class's options. */
export type KerasParameter =
  | { kind: 'Boolean'; default: boolean }
  /** `isFloat`: all of its numbers are floats, since Keras Tuner takes values of one type alone. */
  | { kind: 'Choice'; values: readonly ParameterValue[]; isFloat: boolean }
  | { kind: 'Int'; min: number; max: number; step: number }
  | { kind: 'Float'; min: number; max: number; step: number | null; log: boolean };

/** A domain as Keras Tuner declares it. A step on a log scale is another thing there: such a range is a list of its values. */
export function kerasParameter(domain: Domain): KerasParameter {
  if (domain.kind === 'list') {
    const { values } = domain;
    const isBoolean = values.length === 2 && values.every((value) => typeof value === 'boolean');
    return isBoolean ? { kind: 'Boolean', default: values[0] === true } : choiceOf(values);
  }
  const { min, max, step, log } = domain;
  if (log && step !== null) return choiceOf(valuesOf(domain, 2));
  if (step !== null && [min, max, step].every(Number.isInteger)) return { kind: 'Int', min, max, step };
  return { kind: 'Float', min, max, step, log };
}

const choiceOf = (values: readonly ParameterValue[]): KerasParameter => ({
  kind: 'Choice',
  values,
  isFloat: values.some((value) => typeof value === 'number' && !Number.isInteger(value)),
});

/** What a parameter depends on: it counts where the one of that name has one of these values. */
export interface KerasCondition {
  name: string;
  values: readonly (number | true)[];
}

/** When a parameter of a layer counts, where that layer is not always there; `null` for all others. */
export function kerasCondition(parameters: readonly Parameter[], { address }: Parameter): KerasCondition | null {
  const [root, id] = partsOf(address);
  if (root !== 'layer') return null;
  const names = pythonNames(parameters);
  for (const { address: owner, blocks, domain } of parameters) {
    const name = names.get(owner) ?? '';
    if (owner === `present.${id}`) return { name, values: [true] };
    const at = blocks?.findIndex((ids) => ids.includes(id)) ?? -1;
    if (at < 0) continue;
    const all = valuesOf(domain, 2).map(Number);
    const enough = all.filter((count) => count > at);
    return enough.length === all.length ? null : { name, values: enough };
  }
  return null;
}
