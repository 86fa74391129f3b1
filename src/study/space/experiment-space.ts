import { type Experiment, layersOf } from '@/experiment/experiment';
import { fieldProblem } from '@/experiment/field';
import { planOf } from '@/experiment/network/describe';
import type { Issue } from '@/experiment/network/issue';
import { kindOf } from '@/experiment/network/kinds';
import { isError } from '@/experiment/setting-issue';
import { settingIssues } from '@/experiment/setting-issues';
import { withSetting } from './change-setting';
import { type Domain, domainProblem, domainSize, isOrdered, type ParameterValue, valuesOf } from './domain';
import { keyOf, type Parameter, type SearchSpace, type Values } from './search-space';
import { settingAt } from './settings';

/** Ranks of whole designs, and of choices among several. */
const [DESIGNS, CHOICES] = [-1, 2];

/** What decides whether other settings exist comes first: whole designs, layers, then choices, then everything else. */
function rank({ address, domain }: Parameter): number {
  if (address.startsWith('design.')) return DESIGNS;
  if (address.startsWith('blocks.')) return 0;
  if (address.startsWith('present.')) return 1;
  return domain.kind === 'list' && !isOrdered(domain) ? CHOICES : 3;
}

/**
 * The space of an Experiment's parameters. A parameter counts where its setting is there once those before it have their values: the units of a
 * layer where the layer is, momentum where the optimizer has one.
 */
export function experimentSpace(base: Experiment, parameters: readonly Parameter[]): SearchSpace {
  const ordered = parameters.toSorted((a, b) => rank(a) - rank(b));
  const steering = ordered.filter((parameter) => rank(parameter) < 3);
  const known = new Map<string, boolean>();
  return {
    parameters: ordered,
    isActive(parameter, before) {
      const deciding = Object.fromEntries(steering.flatMap(({ address }) => (address in before ? [[address, before[address] ?? 0]] : [])));
      const key = `${parameter.address}?${keyOf(deciding)}`;
      const active = known.get(key) ?? settingAt(withBlocks(base, ordered, deciding), parameter) !== null;
      known.set(key, active);
      return active;
    },
  };
}

/** Experiments that are looked at, at most, for whether one of them has a setting. */
const LOOKED_THROUGH = 500;

/** The parameters that count beside some values of the others. The rest are settings that no model of the study has. */
export function openParameters(base: Experiment, parameters: readonly Parameter[]): Parameter[] {
  const ordered = parameters.toSorted((a, b) => rank(a) - rank(b));
  // Layers that are left out bring no setting.
  const steering = ordered.filter((parameter) => [DESIGNS, CHOICES].includes(rank(parameter)));
  return parameters.filter((parameter) => {
    // Nearly all: many Experiments are made only for the others.
    if (settingAt(base, parameter) !== null) return true;
    let found = [base];
    for (const one of steering) {
      const changed = found.flatMap((experiment) =>
        settingAt(experiment, one) === null ? [] : valuesOf(one.domain, 2).map((value) => withSetting(experiment, one, value)),
      );
      found = [...found, ...changed].slice(0, LOOKED_THROUGH);
    }
    return found.some((experiment) => settingAt(experiment, parameter) !== null);
  });
}

const withBlocks = (base: Experiment, parameters: readonly Parameter[], values: Values): Experiment =>
  parameters.reduce((experiment, parameter) => {
    const value = values[parameter.address];
    return value === undefined ? experiment : withSetting(experiment, parameter, value);
  }, base);

/** The Experiment of a trial. */
export const experimentWith = (base: Experiment, space: SearchSpace, values: Values): Experiment =>
  withBlocks(base, space.parameters, values);

/**
 * Why an Experiment cannot be trained, in a sentence; `null` where it can.
 *
 * @param base whose layers give theirs their numbers, since some of them may have been left out
 */
export function impossible(experiment: Experiment, base = experiment): string | null {
  const network = experiment.model.kind === 'network' ? planOf(experiment).issues.find(({ severity }) => severity === 'error') : undefined;
  return network ? placed(base, network) : (settingIssues(experiment).find(isError)?.message ?? null);
}

/** What is wrong with a layer, after the name that the layer has among the settings: the table of trials shows no network. */
function placed(base: Experiment, { layer: id, message }: Issue): string {
  const layers = layersOf(base);
  const at = layers.findIndex((layer) => layer.id === id);
  const layer = layers[at];
  return layer ? `${kindOf(layer).title} (layer ${at + 1}): ${message}` : message;
}

/** What is wrong with a parameter of a study of `base`, in a sentence; `null` where nothing is. */
export function parameterProblem(base: Experiment, parameter: Parameter): string | null {
  const setting = settingAt(base, parameter);
  // An option that only counts beside another choice cannot be looked at beforehand.
  const problem = domainProblem(parameter.domain);
  if (problem !== null || setting === null) return problem;
  const { field } = setting;
  return (
    (field.type === 'integer' ? wholeProblem(parameter.domain) : null) ?? outsideOf(parameter.domain, (value) => fieldProblem(field, value))
  );
}

/** A range of a setting that takes whole numbers must not lead between them: every network in between would be impossible. */
function wholeProblem(domain: Domain): string | null {
  if (domain.kind === 'list') return null;
  if (domain.step === null) return 'Whole numbers need a step.';
  return [domain.min, domain.step].every(Number.isInteger) ? null : 'Minimum and step must be whole numbers.';
}

/** Values beyond this many are not looked at one by one. */
const LOOKED_AT = 200;

function outsideOf(domain: Domain, problemOf: (value: ParameterValue) => string | null): string | null {
  const values = domainSize(domain) <= LOOKED_AT ? valuesOf(domain, 2) : domain.kind === 'range' ? [domain.min, domain.max] : [];
  return values.map(problemOf).find((problem) => problem !== null) ?? null;
}
