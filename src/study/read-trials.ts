import { scoreWords } from '@/experiment/words/score';
import { spaceOf } from './next';
import { pythonNames } from './python-names';
import { type Domain, type ParameterValue, valuesOf } from './space/domain';
import { chooseValues, type Parameter, type Values } from './space/search-space';
import type { Study } from './study';
import type { Outcome, Trial } from './trial';

/** The column of a trial's accuracy, or of its R2 where a number is predicted. */
const scoreColumn = ({ base }: Study): string => `validation_${scoreWords(base.data).name}`;

/** The columns of a file of trials beside its parameters, in the order in which they are written. */
export const trialColumns = (study: Study): string[] => [
  'seed',
  'epochs',
  'epochs_trained',
  scoreColumn(study),
  'validation_loss',
  'seconds',
  'status',
  'cause',
];

/** What cannot be read is said with its line. */
export type ReadTrials = { trials: Trial[] } | { problem: string };

const MOST_TRIALS = 2000;
const ACCURACY = 'validation_accuracy';

/**
 * Reads trials from CSV (RFC 4180): a column for each parameter under the name that programs give it, `validation_accuracy` (`validation_r2` where a number is predicted) and `validation_loss`; of
 * `seed`, `epochs`, `epochs_trained`, `seconds`, `status` and `cause` those that are there. Trials are numbered by whoever adds them.
 */
export function readTrials(study: Study, text: string): ReadTrials {
  const [heading = [], ...rows] = linesOf(text);
  if (rows.length > MOST_TRIALS) return { problem: `The file has ${rows.length} lines; at most ${MOST_TRIALS} trials can be added.` };
  const column = (name: string) => heading.indexOf(name);
  const names = pythonNames(study.parameters);
  // Files of a number had its R2 as accuracy once.
  const score = column(scoreColumn(study)) < 0 && column(ACCURACY) >= 0 ? ACCURACY : scoreColumn(study);
  const missing = [...names.values(), score, 'validation_loss'].filter((name) => column(name) < 0);
  if (missing.length > 0) return { problem: `The file has no column ${missing.join(', ')}.` };
  const space = spaceOf(study);
  const trials: Trial[] = [];
  for (const [i, row] of rows.entries()) {
    const cell = (name: string): string => row[column(name)] ?? '';
    const values = valuesIn(study.parameters, (address) => cell(names.get(address) ?? ''));
    // Other programs write what does not count as well.
    const counting = typeof values === 'string' ? {} : chooseValues(space, ({ address }) => values[address] ?? '');
    const outcome = outcomeIn(cell, score, study.base.training.epochs);
    // A trial that had not ended when the file was written is none.
    if (cell('status') === 'running' && !outcome) continue;
    if (typeof values === 'string') return { problem: `Line ${i + 2}: ${values}` };
    if (Object.values(counting).includes('')) return { problem: `Line ${i + 2}: a value is missing.` };
    if (outcome === undefined)
      return { problem: `Line ${i + 2}: ${score}, validation_loss, epochs, epochs_trained and seconds must be numbers.` };
    const seed = cell('seed') === '' ? study.base.training.seed : Number(cell('seed'));
    if (!Number.isSafeInteger(seed) || seed < 0) return { problem: `Line ${i + 2}: the seed must be a whole number.` };
    const status = statusIn(cell('status'), outcome);
    const cause = status === 'finished' ? null : cell('cause').slice(0, 500) || 'No figures in the file.';
    trials.push({
      number: 0,
      values: counting,
      seed,
      epochs: null,
      status,
      runId: null,
      outcomes: outcome ? [outcome] : [],
      cause,
    });
  }
  return { trials };
}

/** Empty cells are parameters that do not count. */
function valuesIn(parameters: readonly Parameter[], cellOf: (address: string) => string): Values | string {
  const values: Record<string, ParameterValue> = {};
  for (const { address, domain } of parameters) {
    const text = cellOf(address);
    if (text === '') continue;
    const value = valueIn(domain, text);
    if (value === null) return `“${text.slice(0, 40)}” is not one of the values that were tried.`;
    values[address] = value;
  }
  return values;
}

function valueIn(domain: Domain, text: string): ParameterValue | null {
  if (domain.kind === 'range') return valueInRange(domain, Number(text));
  // Python writes True and False.
  return (
    domain.values.find((value) =>
      typeof value === 'number' ? Number(text) === value : String(value).toLowerCase() === text.toLowerCase(),
    ) ?? null
  );
}

/** Shares of a step that other programs' rounding may cost: 0.1 * 3 is a little over 0.3. */
const ROUNDING = 1e-6;

function valueInRange(domain: Extract<Domain, { kind: 'range' }>, read: number): number | null {
  const { min, max, step } = domain;
  if (!Number.isFinite(read)) return null;
  if (step === null) return read >= min && read <= max ? read : null;
  const nearest = valuesOf(domain, 2)[Math.round((read - min) / step)];
  return typeof nearest === 'number' && Math.abs(nearest - read) < ROUNDING * step ? nearest : null;
}

/** What the file says of a trial, as far as its figures bear it out. */
function statusIn(said: string, outcome: Outcome | null): Trial['status'] {
  if (said === 'failed') return 'failed';
  if (outcome) return 'finished';
  return said === 'skipped' ? 'skipped' : 'failed';
}

/** `null` of a trial without figures, `undefined` where they are no numbers. */
function outcomeIn(cell: (name: string) => string, score: string, usualEpochs: number): Outcome | null | undefined {
  if (cell(score) === '' || cell('validation_loss') === '') return null;
  const numberOr = (name: string, otherwise: number) => (cell(name) === '' ? otherwise : Number(cell(name)));
  const outcome = {
    epochs: numberOr('epochs', usualEpochs),
    accuracy: Number(cell(score)),
    loss: Number(cell('validation_loss')),
    seconds: numberOr('seconds', 0),
    ...(cell('epochs_trained') === '' ? {} : { trained: Number(cell('epochs_trained')) }),
  };
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  const sound = Object.values(outcome).every(Number.isFinite) && isCount(outcome.epochs) && isCount(outcome.trained ?? 0);
  return sound ? outcome : undefined;
}

/** The cells of each line that is not empty. */
function linesOf(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const end = () => {
    lines.at(-1)?.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (quoted && sign === '"' && text[i + 1] === '"') cell += text[++i];
    else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) end();
    else if (sign === '\n' && !quoted) {
      end();
      lines.push([]);
    } else if (sign !== '\r' || quoted) cell += sign;
  }
  end();
  return lines.filter((line) => line.some((one) => one !== ''));
}
