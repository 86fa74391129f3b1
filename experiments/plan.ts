import { parseArgs } from 'node:util';
import type { Experiment } from '@/experiment/experiment';
import { PUBLISHED, type PublishedForm, type PublishedPreset } from '@/experiment/presets/published';
import { PUBLISHED_SEARCHES, type PublishedSearch } from '@/study/published';

/** One run to be made: an experiment, in one of its forms, with a seed. */
export interface Job {
  preset: PublishedPreset;
  /** `null` where the experiment has one form only. */
  form: PublishedForm | null;
  seed: number;
  /** Epochs instead of the published ones; `null` for full length. */
  epochs: number | null;
  /** What the run should be of, seed and epochs included. */
  experiment: Experiment;
}

/** One published search to be made, with a seed of the study. */
export interface SearchJob {
  search: PublishedSearch;
  seed: number;
  /** Epochs of each trial instead of the published ones; `null` for full length. */
  epochs: number | null;
}

/** What a person asked for. */
export interface Wanted {
  ids: string[];
  forms: string[];
  /** Empty for the experiment's own. */
  seeds: number[];
  epochs: number | null;
  again: boolean;
  /** The folder that gets experiments.md and experiments/. */
  out: string;
  /** The folder of the four official files. */
  data: string;
  /** Of the server on this machine: what a browser keeps of a page belongs to its address. */
  port: number;
}

export const HELP = `npm run experiments [-- options] [id …]

Trains published experiments in the built app, one after the other, and writes what came out. Without ids: all of them. "a1" will do for "a1-base".
What is cut short goes on from its last epoch when the command is given again.

  --form=NAME   only this form of an experiment that has several (may be given more than once)
  --seed=N      another seed than the published experiment's (may be given more than once)
  --epochs=N    fewer (or more) epochs than published; marked in the table (classical models have none)
  --again       also what was run before
  --out=FOLDER  gets experiments.md and experiments/*.json (docs)
  --port=N      of the server on this machine (4318); commands that run at once need different ones
  --data=FOLDER has the four files of Fashion-MNIST (../shared/fashion-mnist); without them the app downloads them

Known: ${[...PUBLISHED, ...PUBLISHED_SEARCHES].map(({ id }) => id).join(' ')}
`;

/** A command line that cannot be followed, said in words. */
export class PlanError extends Error {}

const PORT = 4318;

/** What the command line asks for, or `null` where it asks for help. Throws a PlanError. */
export function readCommandLine(args: string[]): Wanted | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  return {
    ids: positionals,
    forms: values.form ?? [],
    seeds: (values.seed ?? []).map((text) => wholeNumber('--seed', text, 0)),
    epochs: values.epochs === undefined ? null : wholeNumber('--epochs', values.epochs, 1),
    again: values.again ?? false,
    out: values.out ?? 'docs',
    data: values.data ?? '../shared/fashion-mnist',
    port: values.port === undefined ? PORT : wholeNumber('--port', values.port, 1),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const several = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const options = { form: several, seed: several, epochs: text, out: text, data: text, port: text, again: flag, help: flag };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new PlanError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
    throw new PlanError(`${name} takes a whole number from ${least}, not "${text}".`);
  }
  return value;
}

/** The runs to be made, in the reports' order. Throws a PlanError where an experiment or a form is not known. */
export function jobsOf({ ids, forms, seeds, epochs }: Pick<Wanted, 'ids' | 'forms' | 'seeds' | 'epochs'>): Job[] {
  const chosen = choose(ids);
  const known = chosen.flatMap(({ variants }) => variants.map(({ id }) => id));
  const unknown = forms.find((form) => !known.includes(form));
  if (unknown !== undefined)
    throw new PlanError(`None of these experiments has a form "${unknown}". Forms: ${known.join(', ') || 'none'}.`);
  return chosen.flatMap((preset) =>
    formsOf(preset)
      .filter((form) => forms.length === 0 || (form !== null && forms.includes(form.id)))
      .flatMap((form) => {
        const base = (form ?? preset).experiment;
        const own = seeds.length > 0 ? [...new Set(seeds)] : [base.training.seed];
        // A classical model has no epochs to have fewer of.
        const wanted = base.model.kind === 'classical' ? null : epochs;
        return own.map((seed) => ({ preset, form, seed, epochs: wanted, experiment: withTraining(base, seed, wanted) }));
      }),
  );
}

/** The forms of an experiment; `[null]` where it has only itself. */
export const formsOf = ({ variants }: PublishedPreset): (PublishedForm | null)[] => (variants.length > 0 ? [...variants] : [null]);

/** The searches to be made. Throws a PlanError as `jobsOf` does. */
export function searchJobsOf({ ids, forms, seeds, epochs }: Pick<Wanted, 'ids' | 'forms' | 'seeds' | 'epochs'>): SearchJob[] {
  choose(ids);
  // A search has no forms.
  if (forms.length > 0) return [];
  const chosen = PUBLISHED_SEARCHES.filter((search) => ids.length === 0 || ids.some((text) => isMeant(search, text)));
  return chosen.flatMap((search) => {
    const own = seeds.length > 0 ? [...new Set(seeds)] : [search.study.seed];
    return own.map((seed) => ({ search, seed, epochs }));
  });
}

const isMeant = ({ id }: { id: string }, text: string): boolean => id === text || id.split('-')[0] === text;

function choose(ids: string[]): PublishedPreset[] {
  const known = [...PUBLISHED, ...PUBLISHED_SEARCHES];
  const unknown = ids.find((text) => !known.some((one) => isMeant(one, text)));
  if (unknown !== undefined) throw new PlanError(`There is no experiment "${unknown}". Known: ${known.map(({ id }) => id).join(', ')}.`);
  return PUBLISHED.filter((preset) => ids.length === 0 || ids.some((text) => isMeant(preset, text)));
}

const withTraining = (base: Experiment, seed: number, epochs: number | null): Experiment => ({
  ...base,
  training: { ...base.training, seed, epochs: epochs ?? base.training.epochs },
});

/** The name of a run's file: `b1-mlp-seed1.json`, `e6-rnn-lstm-seed1-epochs2.json`. */
export function fileNameOf({ preset, form, seed, epochs, experiment }: Job): string {
  const published = (form ?? preset).experiment.training.epochs;
  const shortened = epochs === null || epochs === published ? [] : [`epochs${experiment.training.epochs}`];
  return `${[preset.id, ...(form ? [form.id] : []), `seed${seed}`, ...shortened].join('-')}.json`;
}

/** The name of a search's file: `b5-search-mlp-seed1.json`. */
export function searchFileOf({ search, seed, epochs }: SearchJob): string {
  const shortened = epochs === null || epochs === search.study.base.training.epochs ? [] : [`epochs${epochs}`];
  return `${[search.id, `seed${seed}`, ...shortened].join('-')}.json`;
}
