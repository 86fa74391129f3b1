import { pyBoolean, pyCall, pyFloat, pyList, pyNumber, pyString } from '@/codegen/python/literals';
import { kerasParameter } from '@/study/keras-space';
import type { Domain, ParameterValue } from '@/study/space/domain';

export const pythonOf = (value: ParameterValue): string =>
  typeof value === 'number' ? pyNumber(value) : typeof value === 'boolean' ? pyBoolean(value) : pyString(value);

/** A domain as Keras Tuner declares it under a name. */
export function declared(name: string, domain: Domain, column: number): string {
  const first = pyString(name);
  const place = { column, after: 0 };
  const parameter = kerasParameter(domain);
  if (parameter.kind === 'Boolean') return pyCall('hp.Boolean', [first], { default: pyBoolean(parameter.default) }, place);
  if (parameter.kind === 'Choice') {
    const write = (value: ParameterValue) => (typeof value === 'number' && parameter.isFloat ? pyFloat(value) : pythonOf(value));
    return pyCall('hp.Choice', [first, pyList(parameter.values.map(write))], {}, place);
  }
  const { min, max, step } = parameter;
  if (parameter.kind === 'Int') return pyCall('hp.Int', [first, min, max], { step: parameter.step }, place);
  const scale = parameter.log ? { sampling: pyString('log') } : {};
  return pyCall('hp.Float', [first, pyFloat(min), pyFloat(max)], { ...(step === null ? {} : { step: pyFloat(step) }), ...scale }, place);
}
