import { CLASSICAL_MODELS, kindsFor } from '@/experiment/classical/models';
import { isNumberTask } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf } from '@/experiment/network/kinds';
import { classWeightsOf } from '@/experiment/training/class-weights';
import { counted, epochsInWords, formatCount, formatDigits, formatLoss, formatPercent } from '@/experiment/words/numbers';
import { plannedTrials } from './next';
import type { PlannedBracket } from './plan';
import { blockParameters } from './space/blocks';
import { partsOf, withSetting } from './space/change-setting';
import type { Domain, ParameterValue } from './space/domain';
import type { Parameter, SearchSpace, Values } from './space/search-space';
import { type Setting, settingAt } from './space/settings';
import type { Study } from './study';
import type { Objective } from './trial';

/**
 * What a parameter is called. One that only counts beside another choice, or with another kind of model, is looked up where that choice was made; at worst
 * its address stands for it.
 */
export function parameterName(base: Experiment, parameter: Parameter): string {
  const setting = settingOf(base, parameter);
  if (!setting) {
    const [, name, option] = partsOf(parameter.address);
    return name === OWN_WEIGHTS ? `Class weights: class ${Number(option) + 1}` : (option ?? name);
  }
  if (parameter.address.startsWith('present.')) return setting.place;
  if (parameter.blocks && blockParameters(base).length > 1) return `${setting.label} (${blockKind(base, parameter)})`;
  return setting.place === 'Training' || setting.place === 'Network' ? setting.label : `${setting.place}: ${setting.label}`;
}

const OWN_WEIGHTS = 'classWeights.weights';

/** What the blocks of a parameter begin with: "Conv2D". */
function blockKind(base: Experiment, { blocks }: Parameter): string {
  const first = layersOf(base).find(({ id }) => id === blocks?.[0]?.[0]);
  return first ? kindOf(first).title : '';
}

/** The setting of a parameter, also where it only counts beside another choice than the base's, or with another kind of model. */
export function settingOf(base: Experiment, parameter: Parameter): Setting | null {
  const own = settingBeside(base, parameter);
  if (own) return own;
  const models = modelsFor(base).map((model) => settingBeside({ ...base, model }, parameter));
  return models.find((there) => there !== null) ?? null;
}

/** Every kind of model for what an Experiment predicts, without layers of its own. */
const modelsFor = ({ data }: Experiment): Experiment['model'][] => [
  { kind: 'network', layers: [] },
  ...kindsFor(isNumberTask(data)).map((kind): Experiment['model'] => ({ kind: 'classical', classical: CLASSICAL_MODELS[kind].defaults })),
];

function settingBeside(base: Experiment, parameter: Parameter): Setting | null {
  const own = settingAt(base, parameter);
  if (own) return own;
  const [root, name] = partsOf(parameter.address);
  if (name === OWN_WEIGHTS) {
    const classWeights = classWeightsOf('custom', base.data);
    return settingAt({ ...base, training: { ...base.training, classWeights } }, parameter);
  }
  const owner = { address: `${root}.${name}` };
  const field = settingAt(base, owner)?.field;
  const values: readonly ParameterValue[] = field?.type === 'choice' ? field.options : field?.type === 'boolean' ? [true] : [];
  return values.map((value) => settingAt(withSetting(base, owner, value), parameter)).find((there) => there !== null) ?? null;
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

/** A bracket of Hyperband: "9 trials of 1 epoch; the best 3 go on to 3 epochs, the best one to 9." */
export function bracketWords({ rounds, sizes }: PlannedBracket): string {
  const [first = 1, ...later] = rounds;
  const going = later.map((until, k) => {
    const size = sizes[k + 1] ?? 1;
    const who = size === 1 ? 'the best one' : `the best ${size}`;
    return k === 0 ? `${who} ${size === 1 ? 'goes' : 'go'} on to ${epochsInWords(until)}` : `${who} to ${until}`;
  });
  return `${counted(sizes[0] ?? 1, 'trial')} of ${epochsInWords(first)}${going.length > 0 ? `; ${going.join(', ')}` : ''}.`;
}

/**
 * What is worth knowing of a budget beside the space, in a sentence: that it is more than there is to try, or that a grid is cut short by it.
 *
 * @param trials that the budget buys, where they were counted already
 */
export function budgetRemark(study: Study, space: SearchSpace, trials: number = plannedTrials(study, space)): string | null {
  const { method, budget } = study;
  if (space.parameters.length === 0 || method.kind === 'compare') return null;
  if (trials < budget)
    return `The space has only ${counted(trials, 'combination')} to try, fewer than the budget of ${formatCount(budget)}.`;
  const isCut = method.kind === 'grid' && plannedTrials({ ...study, budget: budget + 1 }, space) > budget;
  return isCut ? 'The grid has more combinations than the budget: only the first are tried, the last setting changing fastest.' : null;
}

/** The size of a space: "4,320 combinations"; more than a few billion are told by their power of ten. */
export function sizeWords(size: number): string {
  if (!Number.isFinite(size)) return 'a continuous space';
  return size >= 1e10 ? `about 10^${Math.floor(Math.log10(size))} combinations` : counted(size, 'combination');
}
