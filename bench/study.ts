import { defaultExperiment } from '@/experiment/defaults';
import { createRandom } from '@/experiment/random';
import { comparedVariants } from '@/study/findings/compared';
import { bayesian } from '@/study/methods/bayesian';
import type { MethodEntry } from '@/study/methods/entry';
import { random } from '@/study/methods/random';
import type { Study } from '@/study/study';
import type { Trial } from '@/study/trial';
import { suggestByParzen } from './parzen';
import { FUNCTIONS, type TestFunction } from './study-functions';

interface Options {
  seeds: number;
  say(line: string): void;
}

const BUDGETS = [10, 20, 30] as const;
const LARGE = 200;
const STUDIES = 200;
const SEEDS_OF_COMPARE = 5;

/** Measures and prints everything. */
export function benchStudies({ seeds, say }: Options): void {
  say(`Median regret (value - minimum) over ${seeds} seeds, after ${BUDGETS.join(', ')} trials`);
  for (const test of FUNCTIONS) {
    const drawn = medianRegrets(byMethod(random, { kind: 'random' }), test, seeds);
    say(`  ${test.name}`);
    const line = (name: string, regrets: readonly number[]) =>
      say(
        `    ${name.padEnd(22)}${regrets.map(digits).join('  ')}   ratio at ${BUDGETS.at(-1)}: ${digits((regrets.at(-1) ?? 0) / (drawn.at(-1) ?? 1))}`,
      );
    line('Random', drawn);
    line('Bayesian optimization', medianRegrets(byMethod(bayesian, { kind: 'bayesian' }), test, seeds));
    line('TPE (bench only)', medianRegrets(byParzen, test, seeds));
  }
  for (const test of FUNCTIONS) {
    const { passed, computed } = suggestionTimes(test);
    say(`Suggestion at ${LARGE} trials, ${test.name}: ${passed.toFixed(0)} ms, ${computed.toFixed(0)} ms of processor time`);
  }
  say(`Equal variants called different: ${calledDifferent()} of ${STUDIES} studies (${SEEDS_OF_COMPARE} seeds each)`);
}

const digits = (value: number): string => value.toPrecision(3).padStart(9);

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
};

/** What is tried next, by a method of the app or another one. */
type Suggest = (test: TestFunction, trials: readonly Trial[], seed: number) => Trial['values'] | null;

const byMethod =
  <T extends { kind: string }>(entry: MethodEntry<T>, method: T): Suggest =>
  (test, trials, seed) => {
    const step = entry.next(situation(method, test, { seed, budget: Number.POSITIVE_INFINITY, trials }));
    return step?.kind === 'start' ? step.values : null;
  };

const byParzen: Suggest = ({ space }, trials, seed) =>
  suggestByParzen(
    space,
    trials.map(({ values, outcomes }) => ({ values, cost: outcomes[0]?.loss ?? null })),
    seed,
  );

function medianRegrets(suggest: Suggest, test: TestFunction, seeds: number): number[] {
  const courses = Array.from({ length: seeds }, (_, seed) => search(suggest, test, seed + 1));
  return BUDGETS.map((budget) => median(courses.map((costs) => Math.min(...costs.slice(0, budget)) - test.minimum)));
}

/** The costs of all trials, in order. */
function search(suggest: Suggest, test: TestFunction, seed: number): number[] {
  const trials: Trial[] = [];
  while (trials.length < Math.max(...BUDGETS)) {
    const values = suggest(test, trials, seed);
    if (!values) break;
    trials.push(trialOf(trials.length + 1, values, { accuracy: 0, loss: test.of(values) }));
  }
  return trials.map(({ outcomes }) => outcomes[0]?.loss ?? Number.NaN);
}

const situation = <T>(method: T, { space }: TestFunction, rest: { seed: number; budget: number; trials: readonly Trial[] }) => ({
  method,
  base: defaultExperiment(),
  space,
  objective: 'validationLoss' as const,
  ...rest,
});

const trialOf = (number: number, values: Trial['values'], score: { accuracy: number; loss: number }, seed = 1): Trial => ({
  number,
  values,
  seed,
  epochs: null,
  status: 'finished',
  runId: null,
  outcomes: [{ epochs: 1, seconds: 1, ...score }],
  cause: null,
});

/** Milliseconds of one suggestion: those that passed, and those that the processor spent on it, which a busy machine does not lengthen as much. */
function suggestionTimes(test: TestFunction): { passed: number; computed: number } {
  const stream = createRandom(1);
  const trials: Trial[] = [];
  const drawn = situation({ kind: 'random' as const }, test, { seed: 1, budget: LARGE + 20, trials });
  while (trials.length < LARGE) {
    const step = random.next(drawn);
    if (step?.kind !== 'start') break;
    trials.push(trialOf(trials.length + 1, step.values, { accuracy: 0, loss: test.of(step.values) + 1e-3 * stream.normal() }));
  }
  const times = Array.from({ length: 5 }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    bayesian.next({ ...drawn, method: { kind: 'bayesian' } });
    const { user, system } = process.cpuUsage(used);
    return { passed: performance.now() - began, computed: (user + system) / 1000 };
  });
  return { passed: median(times.map(({ passed }) => passed)), computed: median(times.map(({ computed }) => computed)) };
}

/** Two variants with the same chances: the luck of a seed is shared in part, as it is where the same images come in the same order. */
function calledDifferent(): number {
  const study: Study = {
    id: 'bench',
    name: 'Equal variants',
    createdAt: 0,
    base: defaultExperiment(),
    parameters: [{ address: 'training.learningRate', domain: { kind: 'list', values: [0.001, 0.002] } }],
    method: { kind: 'compare' },
    objective: 'validationAccuracy',
    budget: SEEDS_OF_COMPARE,
    seed: 1,
  };
  let different = 0;
  for (let k = 0; k < STUDIES; k++) {
    const stream = createRandom(k + 1);
    const trials = Array.from({ length: SEEDS_OF_COMPARE }, (_, seed) => {
      const shared = 0.88 + 0.004 * stream.normal();
      return [0.001, 0.002].map((rate, variant) =>
        trialOf(2 * seed + variant + 1, { 'training.learningRate': rate }, { accuracy: shared + 0.003 * stream.normal(), loss: 0.3 }, seed),
      );
    }).flat();
    if (comparedVariants(study, trials).some(({ difference }) => difference?.toldApart)) different++;
  }
  return different;
}
