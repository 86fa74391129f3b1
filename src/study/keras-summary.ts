import { pythonNames } from './python-names';
import { domainSize, type ParameterValue } from './space/domain';
import type { Parameter, SearchSpace } from './space/search-space';

/** A value as Python writes it. */
const python = (value: ParameterValue | null): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? `'${value}'` : pythonNumber(value);
};

function pythonNumber(value: number): string {
  const text = String(value).replace(/e-(\d)$/, 'e-0$1');
  return Math.abs(value) < 1e-4 && value !== 0 && !text.includes('e') ? value.toExponential().replace(/e-(\d)$/, 'e-0$1') : text;
}

/** Whether a range has whole numbers alone. */
const isWhole = ({ min, step }: { min: number; step: number | null }): boolean =>
  step !== null && Number.isInteger(min) && Number.isInteger(step);

/** The space as Keras Tuner's `search_space_summary()` prints it. */
export function searchSpaceSummary({ parameters }: Pick<SearchSpace, 'parameters'>): string {
  const names = pythonNames(parameters);
  const entries = parameters.map((parameter) => `${names.get(parameter.address)} ${kerasDomain(parameter)}`);
  return ['Search space summary', `Default search space size: ${parameters.length}`, ...entries].join('\n');
}

function kerasDomain({ domain, address }: Parameter): string {
  if (domain.kind === 'list') {
    if (domain.values.every((value) => typeof value === 'boolean') && domainSize(domain) === 2)
      return `(Boolean)\n{'default': ${python(domain.values[0] ?? null)}, 'conditions': []}`;
    const ordered = domain.values.every((value) => typeof value === 'number');
    const values = domain.values.map(python).join(', ');
    return `(Choice)\n{'default': ${python(domain.values[0] ?? null)}, 'conditions': [], 'values': [${values}], 'ordered': ${python(ordered)}}`;
  }
  const { min, max, step, log } = domain;
  const kind = isWhole(domain) || address.startsWith('blocks.') ? 'Int' : 'Float';
  const write = (value: number) => (kind === 'Float' && Number.isInteger(value) ? `${value}.0` : python(value));
  const stepText = step === null || log ? 'None' : write(step);
  return `(${kind})\n{'default': ${kind === 'Int' ? 'None' : write(min)}, 'conditions': [], 'min_value': ${write(min)}, 'max_value': ${write(max)}, 'step': ${stepText}, 'sampling': '${log ? 'log' : 'linear'}'}`;
}
