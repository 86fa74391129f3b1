import { pyBoolean, pyCall, pyFloat, pyList, pyNumber, pyString } from '@/codegen/python/literals';
import type { Domain, ParameterValue } from '@/study/space/domain';

export const pythonOf = (value: ParameterValue): string =>
  typeof value === 'number' ? pyNumber(value) : typeof value === 'boolean' ? pyBoolean(value) : pyString(value);

/** Whether Keras Tuner's `Int` has exactly the values of a range: whole numbers, evenly apart. */
const isWhole = ({ min, max, step }: Extract<Domain, { kind: 'range' }>): boolean =>
  step !== null && [min, max, step].every(Number.isInteger);

/** A domain as Keras Tuner declares it under a name. A step on a log scale is another thing there: such a range is a list of its values. */
export function declared(name: string, domain: Domain, values: readonly ParameterValue[], column: number): string {
  const first = pyString(name);
  const place = { column, after: 0 };
  if (domain.kind === 'list' && domain.values.every((value) => typeof value === 'boolean') && domain.values.length === 2)
    return pyCall('hp.Boolean', [first], { default: pythonOf(domain.values[0] ?? false) }, place);
  if (domain.kind === 'list' || (domain.log && domain.step !== null)) {
    const list = pyList(values.map(pythonOf));
    return pyCall('hp.Choice', [first, list], {}, place);
  }
  const { min, max, step, log } = domain;
  if (isWhole(domain)) return pyCall('hp.Int', [first, min, max], { step: step ?? 1 }, place);
  const scale = log ? { sampling: pyString('log') } : {};
  return pyCall('hp.Float', [first, pyFloat(min), pyFloat(max)], { ...(step === null ? {} : { step: pyNumber(step) }), ...scale }, place);
}
