import { withForest } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { endWords } from '@/features/studies/detail/status-words';
import { extensionOf } from '@/study/extension';
import { MOST_TRIALS } from '@/study/limits';
import type { Method } from '@/study/methods';
import { bracketsOf } from '@/study/methods/hyperband';
import { nextStep, spaceOf } from '@/study/next';
import { plannedBrackets, plannedWork, studyIssues, studyProblem } from '@/study/plan';
import { parseStudyRecord } from '@/study/schema';
import { designParameter } from '@/study/space/designs';
import type { Parameter, Values } from '@/study/space/search-space';
import { keyOf } from '@/study/space/search-space';
import type { Study, StudyRecord } from '@/study/study';
import type { Trial } from '@/study/trial';
import { bracketWords, budgetRemark } from '@/study/words';

const RATE: Parameter = { address: 'training.learningRate', domain: { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true } };
const BATCH: Parameter = { address: 'training.batchSize', domain: { kind: 'list', values: [16, 32, 64] } };
const base = { ...defaultExperiment(), training: { ...defaultExperiment().training, epochs: 9 } };

const studyOf = (method: Method, budget: number, parameters: Parameter[] = [RATE, BATCH]): Study => ({
  id: 'study',
  name: 'A study',
  createdAt: 1,
  base,
  parameters,
  method,
  objective: 'validationAccuracy',
  budget,
  seed: 7,
});

/** An accuracy that is best at a learning rate of 0.003, a little better for small batches and long trainings. */
const accuracyOf = (values: Values, epochs: number): number =>
  0.9 -
  0.1 * Math.abs(Math.log10(Number(values['training.learningRate'] ?? 0.003) / 0.003)) -
  Number(values['training.batchSize'] ?? 16) / 2000 -
  0.1 / epochs;

/** Does whatever is next until `most` trainings or the end. */
function course(study: Study, begun: readonly Trial[] = [], most = 1000): Trial[] {
  const trials = [...begun];
  for (let k = 0; k < most; k++) {
    const { step } = nextStep(study, trials);
    if (!step) break;
    const at = step.kind === 'continue' ? trials.findIndex(({ number }) => number === step.trial) : trials.length;
    const trial: Trial =
      step.kind === 'continue'
        ? (trials[at] as Trial)
        : {
            number: at + 1,
            values: step.values,
            seed: step.seed,
            epochs: null,
            status: 'finished',
            runId: `run ${at}`,
            outcomes: [],
            cause: null,
          };
    const epochs = step.epochs ?? base.training.epochs;
    const outcome = { epochs, accuracy: accuracyOf(trial.values, epochs), loss: 0.3, seconds: epochs };
    trials[at] = { ...trial, epochs: step.epochs, outcomes: [...trial.outcomes, outcome] };
  }
  return trials;
}

describe.each<[Method, number]>([
  [{ kind: 'repeat' }, 4],
  [{ kind: 'grid', points: 3 }, 20],
  [{ kind: 'random' }, 12],
  [{ kind: 'bayesian' }, 12],
  [{ kind: 'hyperband', minEpochs: 1, factor: 3 }, 12],
])('%o', (method, budget) => {
  it('tries the same however often it is interrupted', () => {
    const study = studyOf(method, budget);
    const whole = course(study);
    let parts: Trial[] = [];
    for (let k = 0; k < 40; k++) {
      const stored = parseStudyRecord(JSON.parse(JSON.stringify({ study, trials: parts, status: 'paused', updatedAt: 1 })));
      parts = course(stored?.study as Study, stored?.trials, 1);
    }
    expect(parts).toEqual(whole);
  });
});

describe('Repeat and Compare', () => {
  it('take the same seeds for each variant', () => {
    expect(course(studyOf({ kind: 'repeat' }, 3)).map(({ seed }) => seed - base.training.seed)).toEqual([0, 1, 2]);
    const trials = course(studyOf({ kind: 'compare' }, 2, [BATCH]));
    expect(trials.map(({ values, seed }) => [values['training.batchSize'], seed - base.training.seed])).toEqual([
      [16, 0],
      [32, 0],
      [64, 0],
      [16, 1],
      [32, 1],
      [64, 1],
    ]);
  });

  it('need two variants, and not too many', () => {
    expect(studyProblem(studyOf({ kind: 'compare' }, 5, [BATCH]))).toBeNull();
    expect(studyProblem(studyOf({ kind: 'compare' }, 5, [RATE]))).toMatch(/at most 8/);
    expect(studyProblem(studyOf({ kind: 'compare' }, 1, [BATCH]))).toMatch(/One seed/);
  });
});

describe('the searches', () => {
  it('try nothing twice, and end when all is tried', () => {
    for (const kind of ['random', 'bayesian'] as const) {
      const trials = course(studyOf({ kind }, 10, [BATCH]));
      expect(trials.map(({ values }) => keyOf(values)).toSorted(), kind).toEqual([
        'training.batchSize=16',
        'training.batchSize=32',
        'training.batchSize=64',
      ]);
    }
  });

  it('a grid goes through all combinations in order', () => {
    const trials = course(studyOf({ kind: 'grid', points: 2 }, 50));
    expect(trials).toHaveLength(6);
    expect(new Set(trials.map(({ values }) => keyOf(values))).size).toBe(6);
  });

  it('Bayesian optimization comes nearer to the best learning rate than random draws', () => {
    const best = (method: Method) => Math.max(...course(studyOf(method, 15)).map(({ outcomes }) => outcomes[0]?.accuracy ?? 0));
    expect(best({ kind: 'bayesian' })).toBeGreaterThan(best({ kind: 'random' }));
  });

  it('Bayesian optimization takes failed trials for bad ones', () => {
    const study = studyOf({ kind: 'bayesian' }, 16, [RATE]);
    let trials: Trial[] = [];
    for (let k = 0; k < 15; k++) {
      trials = course(study, trials, 1).map((trial) =>
        Number(trial.values['training.learningRate']) > 0.01
          ? { ...trial, status: 'failed' as const, outcomes: [], cause: 'diverged' }
          : trial,
      );
    }
    expect(trials.slice(8).filter(({ status }) => status === 'failed').length).toBeLessThan(3);
  });

  it('Bayesian optimization still tells good values apart where one has diverged', () => {
    const study = studyOf({ kind: 'bayesian' }, 16, [RATE]);
    let trials: Trial[] = [];
    for (let k = 0; k < 16; k++) {
      trials = course(study, trials, 1).map((trial) =>
        Number(trial.values['training.learningRate']) > 0.03
          ? { ...trial, outcomes: trial.outcomes.map((outcome) => ({ ...outcome, accuracy: -1e9 })) }
          : trial,
      );
    }
    const off = trials.slice(10).map(({ values }) => Math.abs(Math.log10(Number(values['training.learningRate']) / 0.003)));
    expect(off.filter((decades) => decades < 0.3).length).toBeGreaterThan(3);
  });
});

describe('Hyperband', () => {
  it('has the brackets of its paper', () => {
    expect(bracketsOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 81).map(({ trials, rounds }) => [trials, ...rounds])).toEqual([
      [81, 1, 3, 9, 27, 81],
      [34, 3, 9, 27, 81],
      [15, 9, 27, 81],
      [8, 27, 81],
      [5, 81],
    ]);
  });

  it('gives a third of its trials three times the epochs, the best ones', () => {
    const study = studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 9);
    const trials = course(study);
    const longest = trials.map(({ outcomes }) => outcomes.at(-1)?.epochs ?? 0);
    expect([1, 3, 9].map((epochs) => longest.filter((one) => one === epochs).length)).toEqual([6, 2, 1]);
    const worstGoing = Math.min(...trials.filter(({ outcomes }) => outcomes.length > 1).map(({ outcomes }) => outcomes[0]?.accuracy ?? 0));
    const bestLeft = Math.max(...trials.filter(({ outcomes }) => outcomes.length === 1).map(({ outcomes }) => outcomes[0]?.accuracy ?? 0));
    expect(worstGoing).toBeGreaterThanOrEqual(bestLeft);
    expect(plannedWork(study).epochs).toBe(trials.reduce((sum, { outcomes }) => sum + (outcomes.at(-1)?.epochs ?? 0), 0));
  });

  it('halves what has begun, where the budget ends in the middle of a bracket', () => {
    const study = studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 11);
    const trials = course(study);
    const of = (from: number, to: number) => trials.slice(from, to).map(({ outcomes }) => outcomes.length);
    expect(of(0, 9).toSorted()).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 3]);
    expect(of(9, 11).toSorted()).toEqual([1, 2]);
    const { epochs, trainings } = plannedWork(study);
    expect(epochs).toBe(trials.reduce((sum, { outcomes }) => sum + (outcomes.at(-1)?.epochs ?? 0), 0));
    expect(trainings).toBe(trials.reduce((sum, { outcomes }) => sum + outcomes.length, 0));
    expect(plannedBrackets(study).map(bracketWords)).toEqual([
      '9 trials of 1 epoch; the best 3 go on to 3 epochs, the best one to 9.',
      '2 trials of 3 epochs; the best one goes on to 9 epochs.',
    ]);
  });

  it('trains no more of a bracket that is cut short than a third of what has begun', () => {
    const study = studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 3);
    const trials = course(study);
    expect(trials.map(({ outcomes }) => outcomes.length).toSorted()).toEqual([1, 1, 3]);
    expect(plannedWork(study).trainings).toBe(5);
  });

  it('begins again with its first bracket where the budget goes on', () => {
    const study = studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 20);
    expect(plannedBrackets(study).map(({ rounds, sizes }) => [sizes[0], ...rounds])).toEqual([
      [9, 1, 3, 9],
      [5, 3, 9],
      [3, 9],
      [3, 1, 3, 9],
    ]);
    expect(plannedWork(study).trainings).toBe(course(study).reduce((sum, { outcomes }) => sum + outcomes.length, 0));
  });

  it('reaches a good accuracy in less than half the epochs of random draws', () => {
    const drawn = course(studyOf({ kind: 'random' }, 27));
    const banded = course(studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 9));
    const epochs = (trials: readonly Trial[]) => trials.reduce((sum, { outcomes }) => sum + (outcomes.at(-1)?.epochs ?? 0), 0);
    expect(epochs(banded)).toBeLessThan(epochs(drawn) / 2);
  });
});

describe('a study', () => {
  it('needs validation images that are not the test images', () => {
    const { split } = base.data;
    const on = (change: object) =>
      ({ ...studyOf({ kind: 'repeat' }, 3), base: { ...base, data: { ...base.data, split: { ...split, ...change } } } }) as Study;
    expect(studyProblem(on({}))).toBeNull();
    expect(studyProblem(on({ validationIsTest: true }))).toMatch(/test images/);
    expect(studyProblem(on({ kind: 'official', validationShare: 0 }))).toMatch(/Hold some out/);
  });

  it.each<[string, Partial<Study>]>([
    ['budget', { budget: 0 }],
    ['budget', { budget: Number.NaN }],
    ['budget', { budget: 1e9 }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 0.5 }],
    ['method.minEpochs', { method: { kind: 'hyperband', minEpochs: 0, factor: 3 } }],
    ['method.factor', { method: { kind: 'hyperband', minEpochs: 1, factor: 1 } }],
    ['method.factor', { method: { kind: 'hyperband', minEpochs: 1, factor: Number.NaN } }],
    ['method.points', { method: { kind: 'grid', points: 1e9 } }],
  ])('says at the field %s what is wrong with it: %o', (place, change) => {
    expect(studyIssues({ ...studyOf({ kind: 'random' }, 3), ...change }).map((issue) => issue.place)).toEqual([place]);
  });

  it('has no Hyperband where one of its models has no epochs', () => {
    const designs = designParameter([
      { name: 'Network', experiment: base },
      { name: 'Forest', experiment: withForest(3) },
    ]);
    const networks = designParameter([
      { name: 'Network', experiment: base },
      { name: 'Slow', experiment: { ...base, training: { ...base.training, learningRate: 1e-5 } } },
    ]);
    const problem = (one: Experiment, parameters: (Parameter | null)[]) =>
      studyProblem({
        ...studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, 9),
        base: one,
        parameters: parameters.filter((parameter) => parameter !== null),
      });
    expect(problem(base, [designs])).toMatch(/a classical model has none/);
    expect(problem(withForest(3), [RATE])).toMatch(/a classical model has none/);
    expect(problem(base, [networks])).toBeNull();
  });

  it('is not larger than what can be stored', () => {
    const compared = { ...studyOf({ kind: 'compare' }, 2000), parameters: [BATCH] };
    expect(studyProblem(compared)).toMatch(/at most 2,000 trials; these would be/);
    expect(studyIssues(compared).map(({ place }) => place)).toEqual(['budget']);
  });

  it('plans the epochs that it is opened to, on average', () => {
    const epochs: Parameter = { address: 'training.epochs', domain: { kind: 'range', min: 2, max: 6, step: null, log: false } };
    expect(plannedWork(studyOf({ kind: 'random' }, 5, [RATE, { ...epochs, domain: { kind: 'list', values: [2, 4] } }])).epochs).toBe(15);
    expect(plannedWork(studyOf({ kind: 'random' }, 5, [RATE])).epochs).toBe(45);
  });

  it('is extended by the rules of a new one', () => {
    const extended = (method: Method, from: number, to: number, trials: Trial[] = []) =>
      extensionOf({ study: studyOf(method, from, [BATCH]), trials, status: 'finished', updatedAt: 1 }, to);
    expect(extended({ kind: 'compare' }, 5, 6)).toEqual({ error: null, remark: null, possible: true });
    // Three variants with so many seeds each.
    expect(extended({ kind: 'compare' }, 5, 700)).toMatchObject({ error: expect.stringMatching(/these would be 2,100/), possible: false });
    expect(extended({ kind: 'compare' }, 5, 5)).toEqual({ error: null, remark: null, possible: false });
    expect(extended({ kind: 'compare' }, 5, Number.NaN)).toMatchObject({ error: expect.stringMatching(/whole number/), possible: false });
    expect(extended({ kind: 'grid', points: 5 }, 3, 4)).toMatchObject({ remark: expect.stringMatching(/were tried/), possible: false });
  });

  it('says that it is full, and cannot be extended then', () => {
    const study = studyOf({ kind: 'random' }, 20);
    const [one] = course(study, [], 1) as [Trial];
    const trials = Array.from({ length: MOST_TRIALS }, (_, k): Trial => (k % 500 === 0 ? one : { ...one, status: 'skipped' }));
    const record: StudyRecord = { study, trials, status: 'finished', updatedAt: 1 };
    expect(endWords({ ...record, trials: [...trials.slice(0, -1), one] })).toMatch(/at most 5,000 trials.* ended/);
    expect(endWords({ ...record, study: { ...study, budget: 10 }, trials: [...trials.slice(0, -1), one] })).toBeNull();
    expect(extensionOf(record, 30)).toMatchObject({ remark: expect.stringMatching(/No more/), possible: false });
    expect(extensionOf({ ...record, trials: trials.slice(1) }, 30).possible).toBe(true);
  });

  it('says when there is less to try than its budget, and when a grid is cut short', () => {
    const remark = (method: Method, budget: number) => {
      const study = { ...studyOf(method, budget), parameters: [BATCH] };
      return budgetRemark(study, spaceOf(study));
    };
    expect(remark({ kind: 'random' }, 50)).toMatch(/^The space has only 3 combinations to try/);
    expect(remark({ kind: 'grid', points: 5 }, 1)).toMatch(/cut|only the first/);
    expect(remark({ kind: 'random' }, 1)).toBeNull();
  });

  it('is not read where it is damaged', () => {
    const record = { study: studyOf({ kind: 'random' }, 3), trials: [], status: 'paused', updatedAt: 1 };
    expect(parseStudyRecord(record)).toEqual(record);
    expect(parseStudyRecord({ ...record, study: { ...record.study, method: { kind: 'magic' } } })).toBeNull();
    expect(parseStudyRecord({ ...record, trials: [{ number: 'one' }] })).toBeNull();
  });
});
