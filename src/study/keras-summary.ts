import { kerasCondition, kerasParameter } from './keras-space';
import { pythonNames } from './python-names';
import type { ParameterValue } from './space/domain';
import type { Parameter, SearchSpace } from './space/search-space';

/** A value as Python writes it. */
const python = (value: ParameterValue | null, isFloat = false): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? `'${value}'` : pythonNumber(value, isFloat);
};

function pythonNumber(value: number, isFloat: boolean): string {
  if (isFloat && Number.isInteger(value)) return `${value}.0`;
  const text = String(value).replace(/e-(\d)$/, 'e-0$1');
  return Math.abs(value) < 1e-4 && value !== 0 && !text.includes('e') ? value.toExponential().replace(/e-(\d)$/, 'e-0$1') : text;
}

/** The space as Keras Tuner's `search_space_summary()` prints it of the exported program. */
export function searchSpaceSummary({ parameters }: Pick<SearchSpace, 'parameters'>): string {
  const names = pythonNames(parameters);
  const entries = parameters.map((parameter) => `${names.get(parameter.address)} ${entryOf(parameters, parameter)}`);
  return ['Search space summary', `Default search space size: ${parameters.length}`, ...entries].join('\n');
}

/** "(Int)" and its options, as Python prints a dictionary. */
function entryOf(parameters: readonly Parameter[], parameter: Parameter): string {
  const declared = kerasParameter(parameter.domain);
  const isFloat = declared.kind === 'Float' || (declared.kind === 'Choice' && declared.isFloat);
  const write = (value: ParameterValue | null) => python(value, isFloat);
  const entry = (value: string, options: string) =>
    `(${declared.kind})\n{'default': ${value}, 'conditions': ${conditionsOf(parameters, parameter)}${options}}`;
  if (declared.kind === 'Boolean') return entry(write(declared.default), '');
  if (declared.kind === 'Choice') {
    const { values } = declared;
    const ordered = python(values.every((value) => typeof value === 'number'));
    return entry(write(values[0] ?? null), `, 'values': [${values.map(write).join(', ')}], 'ordered': ${ordered}`);
  }
  const { min, max, step } = declared;
  const sampling = declared.kind === 'Float' && declared.log ? 'log' : 'linear';
  const options = `, 'min_value': ${write(min)}, 'max_value': ${write(max)}, 'step': ${write(step)}, 'sampling': '${sampling}'`;
  return entry(declared.kind === 'Int' ? 'None' : write(min), options);
}

function conditionsOf(parameters: readonly Parameter[], parameter: Parameter): string {
  const condition = kerasCondition(parameters, parameter);
  if (!condition) return '[]';
  // Keras Tuner keeps truth as a whole number.
  const values = condition.values.map((value) => String(Number(value))).join(', ');
  return `[{'class_name': 'Parent', 'config': {'name': '${condition.name}', 'values': [${values}]}}]`;
}
