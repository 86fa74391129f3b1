import type { Experiment } from '@/experiment/experiment';
import { counted, formatDigits, formatLoss, formatPercent } from '@/experiment/words/numbers';
import type { Domain, ParameterValue } from './space/domain';
import type { Parameter, Values } from './space/search-space';
import { type Setting, settingAt, settingsOf, withSetting } from './space/settings';
import type { Objective } from './trial';

/** What a parameter is called. One that only counts beside another choice is looked up where that choice was made; at worst its address stands for it. */
export function parameterName(base: Experiment, parameter: Parameter): string {
  const setting = settingOf(base, parameter);
  if (!setting) return parameter.address.split('.').at(-1) ?? parameter.address;
  if (parameter.address.startsWith('present.')) return setting.place;
  return setting.place === 'Training' || setting.place === 'Network' ? setting.label : `${setting.place}: ${setting.label}`;
}

/** The setting of a parameter, also where it only counts beside another choice than the base's. */
export function settingOf(base: Experiment, parameter: Parameter): Setting | null {
  const own = settingAt(base, parameter);
  if (own) return own;
  const [root, name] = parameter.address.split('.');
  const owner = settingsOf(base).find(({ address }) => address === `${root}.${name}`);
  if (owner?.field.type !== 'choice') return null;
  for (const option of owner.field.options) {
    const there = settingAt(withSetting(base, { address: owner.address }, option), parameter);
    if (there) return there;
  }
  return null;
}

/** A value of a parameter in words: "0.001", "Adam", "on". */
export function valueWords(base: Experiment, parameter: Parameter, value: ParameterValue): string {
  if (typeof value === 'number') return formatDigits(value, 4);
  if (typeof value === 'boolean') return parameter.address.startsWith('present.') ? (value ? 'with' : 'without') : value ? 'on' : 'off';
  const field = settingOf(base, parameter)?.field;
  return (field?.type === 'choice' && field.titles?.[value]) || value;
}

/** The values of a trial in a line: "Learning rate 0.001, units 128". */
export function valuesWords(base: Experiment, parameters: readonly Parameter[], values: Values): string {
  const words = parameters.flatMap((parameter) => {
    const value = values[parameter.address];
    return value === undefined ? [] : [`${parameterName(base, parameter)} ${valueWords(base, parameter, value)}`];
  });
  return words.join(', ') || 'the design as it is';
}

/** A domain in words: "32 to 512 in steps of 32", "0.0001 to 0.1, log scale", "relu, gelu". */
export function domainWords(base: Experiment, parameter: Parameter, domain: Domain = parameter.domain): string {
  if (domain.kind === 'list') return domain.values.map((value) => valueWords(base, parameter, value)).join(', ');
  const { min, max, step, log } = domain;
  return `${formatDigits(min, 4)} to ${formatDigits(max, 4)}${step === null ? '' : ` in steps of ${formatDigits(step, 4)}`}${log ? ', log scale' : ''}`;
}

/** A figure of the objective: "89.1%", "0.312". */
export const figureWords = (objective: Objective, figure: number): string =>
  objective === 'validationAccuracy' ? formatPercent(figure, 2) : formatLoss(figure);

/** The size of a space: "4,320 combinations"; more than a few billion are told by their power of ten. */
export function sizeWords(size: number): string {
  if (!Number.isFinite(size)) return 'a continuous space';
  return size >= 1e10 ? `about 10^${Math.floor(Math.log10(size))} combinations` : counted(size, 'combination');
}
