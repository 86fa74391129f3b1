import type { Experiment } from '@/experiment/experiment';
import { sameContent } from '@/experiment/identity';
import { changedRows } from '@/experiment/words/setting-rows';
import type { Parameter } from './search-space';

/** A design and what it is called. */
export interface NamedDesign {
  name: string;
  experiment: Experiment;
}

/** What of a study says which designs it tries. */
interface WithDesigns {
  base: Experiment;
  parameters: readonly Parameter[];
}

const LONGEST_NAME = 60;

/**
 * A parameter whose values are whole designs, the first of them being what others are compared with. Designs that differ in their seed and name alone are
 * one: a study has seeds of its own. `null` where fewer than two are left.
 */
export function designParameter(designs: readonly NamedDesign[]): Parameter | null {
  const different: NamedDesign[] = [];
  for (const design of designs) {
    if (different.every((other) => !isSame(design.experiment, other.experiment)))
      different.push({ ...design, name: freeName(design.name, different) });
  }
  if (different.length < 2) return null;
  return {
    address: 'design.variant',
    domain: { kind: 'list', values: different.map(({ name }) => name) },
    designs: Object.fromEntries(different.map(({ name, experiment }) => [name, experiment])),
  };
}

/**
 * "Small CNN (2)" where "Small CNN" is taken. A name that is a whole number gets a word before it: among an object's keys those come first, and the first
 * design would not be the one that was chosen first.
 */
function freeName(wanted: string, taken: readonly NamedDesign[]): string {
  const plain = (/^\d+$/.test(wanted) ? `Design ${wanted}` : wanted).slice(0, LONGEST_NAME);
  let name = plain;
  for (let k = 2; taken.some((other) => other.name === name); k++) name = `${plain} (${k})`;
  return name;
}

const isSame = (one: Experiment, other: Experiment): boolean =>
  changedRows({ ...one, training: { ...one.training, seed: other.training.seed } }, other).length === 0;

/** The designs that a study tries: those of its parameters, or its base alone. */
export function designsOf({ base, parameters }: WithDesigns): Experiment[] {
  const { designs, domain } = parameters.find((parameter) => parameter.designs !== undefined) ?? {};
  const chosen = domain?.kind === 'list' ? domain.values.flatMap((name) => designs?.[String(name)] ?? []) : [];
  return chosen.length > 0 ? chosen : [base];
}

/** Whether a study tries networks: classical models have no epochs. */
export const triesNetworks = (study: WithDesigns): boolean => designsOf(study).some(({ model }) => model.kind === 'network');

/** What keeps designs from being compared, in a sentence; `null` where nothing does. */
export function designsProblem([first, ...others]: readonly Experiment[]): string | null {
  const question = ({ data: { dataset, task } }: Experiment) => [dataset, task];
  return !first || others.every((other) => sameContent(question(other), question(first)))
    ? null
    : 'These designs are of different data sets or tasks: their validation scores cannot be compared.';
}
