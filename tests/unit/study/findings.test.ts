import { OWN_CASES } from '@tests/support/own-code-cases';
import { epochOf, evaluationOf, runOf, withForest } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { isNumberTask } from '@/experiment/data/classes';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { createRandom } from '@/experiment/random';
import { NO_NUMBER } from '@/experiment/words/numbers';
import { endWords, epochWords, stateSentence } from '@/features/studies/detail/status-words';
import { trialsCsv } from '@/features/studies/detail/trials-csv';
import { comparedVariants, differenceSentence, failedSeeds, failureSentence } from '@/study/findings/compared';
import { importanceOf } from '@/study/findings/importance';
import { progressOf } from '@/study/findings/progress';
import { searchSpaceSummary } from '@/study/keras-summary';
import { spaceOf } from '@/study/next';
import { bestTrial, outcomeOf } from '@/study/objective';
import { pythonNames } from '@/study/python-names';
import { readTrials } from '@/study/read-trials';
import { parseStudyRecord } from '@/study/schema';
import type { Parameter } from '@/study/space/search-space';
import { meanInterval, spreadOf } from '@/study/statistics/interval';
import { studentQuantile, studentShare } from '@/study/statistics/student-t';
import type { Study } from '@/study/study';
import { normalShare } from '@/study/surrogate/normal';
import type { Trial } from '@/study/trial';
import { parameterName } from '@/study/words';

const RATE: Parameter = { address: 'training.learningRate', domain: { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true } };
const BATCH: Parameter = { address: 'training.batchSize', domain: { kind: 'list', values: [16, 32] } };

const studyOf = (change: Partial<Study> = {}): Study => ({
  id: 'study',
  name: 'A study',
  createdAt: 1,
  base: defaultExperiment(),
  parameters: [BATCH],
  method: { kind: 'compare' },
  objective: 'validationAccuracy',
  budget: 5,
  seed: 1,
  ...change,
});

const trialOf = (number: number, values: Trial['values'], accuracy: number, seed = 1): Trial => ({
  number,
  values,
  seed,
  epochs: null,
  status: 'finished',
  runId: null,
  outcomes: [{ epochs: 5, accuracy, loss: 1 - accuracy, seconds: 2 }],
  cause: null,
});

describe("Student's t", () => {
  // R's qt(.975, n).
  it.each([
    [1, 12.706204736174],
    [4, 2.776445105198],
    [9, 2.262157162798],
    [30, 2.042272456301],
    [200, 1.971896224097],
  ])('has the quantile of %i degrees of freedom', (freedom, quantile) => {
    expect(studentQuantile(0.975, freedom)).toBeCloseTo(quantile, 8);
    expect(studentShare(quantile, freedom)).toBeCloseTo(0.975, 10);
    expect(studentShare(-quantile, freedom)).toBeCloseTo(0.025, 10);
  });

  it('makes the interval that a table of statistics makes', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, deviation: expect.closeTo(2.13809, 5) });
    expect(meanInterval([1, 2, 3], 0.95)).toEqual({ mean: 2, low: expect.closeTo(-0.48414, 5), high: expect.closeTo(4.48414, 5) });
    expect(meanInterval([1], 0.95)).toBeNull();
  });

  it('stands beside a normal distribution that is right in its tails', () => {
    expect(normalShare(-1.959963984540054)).toBeCloseTo(0.025, 12);
    expect(normalShare(-6)).toBeGreaterThan(0);
  });
});

describe('a comparison', () => {
  const course = (differences: readonly number[]) =>
    differences.flatMap((difference, seed) => [
      trialOf(2 * seed + 1, { 'training.batchSize': 16 }, 0.88 + seed / 100, seed),
      trialOf(2 * seed + 2, { 'training.batchSize': 32 }, 0.88 + seed / 100 + difference, seed),
    ]);
  const sentence = (differences: readonly number[]) => {
    const [, second] = comparedVariants(studyOf(), course(differences));
    return second && differenceSentence(studyOf(), second);
  };

  it('is said in a sentence, with its interval from paired seeds', () => {
    expect(sentence([0.006, 0.007, 0.005, 0.006, 0.006])).toBe('Batch size 32: +0.6 points, between +0.5 and +0.7 in 5 seeds.');
    expect(sentence([-0.006, -0.007, -0.005])).toMatch(/^Batch size 32: −0\.6 points, between −0\.8 and −0\.4 in 3 seeds\.$/);
  });

  it('says where it cannot be told from luck', () => {
    expect(sentence([0.006, -0.007, 0.002])).toMatch(/cannot be told from luck/);
    expect(sentence([1e-5, -1e-5, 0])).toContain('(0.0 points, between 0.0 and 0.0 in 3 seeds)');
  });

  it('says which variant has failed, and goes on without it', () => {
    const failed = (trial: Trial): Trial => ({ ...trial, status: 'failed', outcomes: [], cause: 'The loss grew.' });
    const failures = (trials: readonly Trial[]) => comparedVariants(studyOf(), trials).map(failureSentence);
    const all = course([0.006, 0.007, 0.005]);
    expect(failures(all)).toEqual([null, null]);
    const without = all.map((trial) => (trial.values['training.batchSize'] === 32 ? failed(trial) : trial));
    expect(failures(without)).toEqual([null, 'Batch size 32: all 3 seeds failed; too few are left to compare.']);
    const some = all.map((trial) => (trial.number === 2 ? failed(trial) : trial));
    expect(failures(some)).toEqual([null, 'Batch size 32: 1 of 3 seeds failed and is left out.']);
    expect(comparedVariants(studyOf(), some)[1]?.difference).toMatchObject({ seeds: 2 });
    const skipped = all.map((trial) =>
      trial.values['training.batchSize'] === 32 ? { ...failed(trial), status: 'skipped' as const } : trial,
    );
    expect(failures(skipped)).toEqual([null, 'Batch size 32: impossible, so nothing was trained. The table says why.']);
  });

  it('has wider intervals the more variants there are', () => {
    const trials = course([0.006, 0.007, 0.004]);
    const widthOf = (values: number[]) => {
      const study = studyOf({ parameters: [{ ...BATCH, domain: { kind: 'list', values } }] });
      const { low = 0, high = 0 } = comparedVariants(study, trials)[1]?.difference ?? {};
      return high - low;
    };
    // Student's t of two degrees of freedom: 6.205 of 0.9875, 4.303 of 0.975.
    expect(widthOf([16, 32, 64]) / widthOf([16, 32])).toBeCloseTo(6.2053 / 4.3027, 3);
  });

  it('calls a variant by what it has that the first has not', () => {
    const epochs: Parameter = { address: 'training.epochs', domain: { kind: 'list', values: [3, 4] } };
    expect(comparedVariants(studyOf({ parameters: [BATCH, epochs] }), []).map(({ name }) => name)).toEqual([
      'Batch size 16, Epochs 3',
      'Epochs 4',
      'Batch size 32',
      'Batch size 32, Epochs 4',
    ]);
  });

  it('calls few of many equal variants different', () => {
    let different = 0;
    for (let k = 0; k < 200; k++) {
      const random = createRandom(1000 + k);
      const trials = course(Array.from({ length: 5 }, () => 0.003 * random.normal()));
      if (comparedVariants(studyOf(), trials)[1]?.difference?.toldApart) different++;
    }
    expect(different).toBeLessThanOrEqual(16);
  });
});

describe('a search', () => {
  const study = studyOf({ parameters: [RATE, BATCH], method: { kind: 'random' } });
  const random = createRandom(5);
  const trials = Array.from({ length: 30 }, (_, k) => {
    const rate = 10 ** (-4 + 3 * random.next());
    return trialOf(
      k + 1,
      { 'training.learningRate': rate, 'training.batchSize': k % 2 ? 16 : 32 },
      0.9 - 0.1 * Math.abs(Math.log10(rate / 0.003)),
    );
  });

  it('finds the parameter that matters', () => {
    const shares = importanceOf(study, spaceOf(study), trials);
    expect(shares?.get('training.learningRate')).toBeGreaterThan(0.8);
    expect([...(shares?.values() ?? [])].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('never gets worse on its way', () => {
    const progress = progressOf('validationAccuracy', trials);
    for (const [k, step] of progress.entries()) expect(step.best).toBeGreaterThanOrEqual(progress[k - 1]?.best ?? 0);
    expect(progress.at(-1)?.seconds).toBe(60);
  });

  it('keeps what a trial has while it goes on', () => {
    const [first, ...others] = trials.slice(0, 3) as [Trial, ...Trial[]];
    const best: Trial = { ...first, status: 'running', outcomes: [{ epochs: 1, accuracy: 0.99, loss: 0.1, seconds: 1 }], epochs: 3 };
    expect(bestTrial(study, [best, ...others])).toBe(best);
    expect(progressOf('validationAccuracy', [best, ...others])[0]).toMatchObject({ best: 0.99 });
    const failed: Trial = { ...best, status: 'failed', cause: 'The loss grew.' };
    expect(bestTrial(study, [failed, ...others])).not.toBe(failed);
    expect(stateSentence({ study, trials: [best, ...others], status: 'running', updatedAt: 1 })).toBe(
      'Running, 3 of 5 trials. Trial 1 goes on to 3 epochs. Best: 99.00% (trial 1).',
    );
  });

  it('tells the epochs that a trial had of those that it was given', () => {
    const run = runOf('stopped', { epochRecords: [epochOf(1, 2), epochOf(2, 2)], validation: evaluationOf('validation', 0.8) });
    const outcome = outcomeOf(run, 30);
    expect(outcomeOf(runOf('forest', { experiment: withForest(3), validation: evaluationOf('validation', 0.8) }), 5)).not.toHaveProperty(
      'trained',
    );
    expect(outcome).toEqual({ epochs: 30, trained: 2, accuracy: 0.8, loss: expect.closeTo(0.2), seconds: 4 });
    const outcomes = outcome ? [outcome] : [];
    expect(epochWords(study.base, { epochs: null, outcomes })).toBe('2 of 30');
    expect(epochWords(study.base, { epochs: 9, outcomes: [] })).toBe('9');
    expect(epochWords(study.base, { epochs: 2, outcomes: outcomes.map((one) => ({ ...one, epochs: 2 })) })).toBe('2');
    expect(epochWords(withForest(3), { epochs: null, outcomes })).toBe(NO_NUMBER);
  });

  it('counts impossible trials as what they are: networks, or classical models', () => {
    const skipped = { ...trialOf(1, {}, 0), status: 'skipped' as const, outcomes: [] };
    const words = (base: Experiment) => stateSentence({ study: { ...study, base }, trials: [skipped], status: 'finished', updatedAt: 1 });
    expect(words(study.base)).toContain('1 impossible network skipped.');
    expect(words(withForest(3))).toContain('1 impossible model skipped.');
  });

  it('says where no network of a space could be built', () => {
    const skipped = Array.from({ length: 200 }, (_, k) => ({ ...trialOf(k + 1, {}, 0), status: 'skipped' as const, outcomes: [] }));
    expect(endWords({ study, trials: skipped, status: 'finished', updatedAt: 1 })).toMatch(/^The last 200 trials/);
    expect(endWords({ study, trials: skipped.slice(1), status: 'finished', updatedAt: 1 })).toBeNull();
  });

  it('is printed as Keras Tuner prints what depends on layers, and numbers of both kinds', () => {
    const blocks = [['l2'], ['l4'], ['l6']];
    const summary = searchSpaceSummary({
      parameters: [
        { address: 'blocks.l2', domain: { kind: 'range', min: 2, max: 3, step: 1, log: false }, blocks },
        { address: 'present.l8', domain: { kind: 'list', values: [true, false] } },
        { address: 'layer.l4.units', domain: { kind: 'range', min: 32, max: 64, step: 32, log: false } },
        { address: 'layer.l6.units', domain: { kind: 'range', min: 16, max: 64, step: 16, log: true } },
        { address: 'layer.l8.rate', domain: { kind: 'list', values: [0, 0.5] } },
      ],
    });
    const parent = (name: string, values: string) => `[{'class_name': 'Parent', 'config': {'name': '${name}', 'values': [${values}]}}]`;
    expect(summary.split('\n').slice(2)).toEqual([
      'blocks_l2 (Int)',
      "{'default': None, 'conditions': [], 'min_value': 2, 'max_value': 3, 'step': 1, 'sampling': 'linear'}",
      'present_l8 (Boolean)',
      "{'default': True, 'conditions': []}",
      'units_l4 (Int)',
      "{'default': None, 'conditions': [], 'min_value': 32, 'max_value': 64, 'step': 32, 'sampling': 'linear'}",
      'units_l6 (Choice)',
      `{'default': 16, 'conditions': ${parent('blocks_l2', '3')}, 'values': [16, 32, 48, 64], 'ordered': True}`,
      'rate_l8 (Choice)',
      `{'default': 0.0, 'conditions': ${parent('present_l8', '1')}, 'values': [0.0, 0.5], 'ordered': True}`,
    ]);
  });

  it('is printed as Keras Tuner prints it', () => {
    const summary = searchSpaceSummary({
      parameters: [
        { address: 'layer.l2.units', domain: { kind: 'range', min: 32, max: 512, step: 32, log: false } },
        { address: 'layer.l3.rate', domain: { kind: 'range', min: 0, max: 0.3, step: 0.1, log: false } },
        { address: 'training.learningRate', domain: { kind: 'list', values: [1e-3, 1e-4, 1e-5] } },
      ],
    });
    expect(summary.split('\n')).toEqual([
      'Search space summary',
      'Default search space size: 3',
      'units_l2 (Int)',
      "{'default': None, 'conditions': [], 'min_value': 32, 'max_value': 512, 'step': 32, 'sampling': 'linear'}",
      'rate_l3 (Float)',
      "{'default': 0.0, 'conditions': [], 'min_value': 0.0, 'max_value': 0.3, 'step': 0.1, 'sampling': 'linear'}",
      'learning_rate (Choice)',
      "{'default': 0.001, 'conditions': [], 'values': [0.001, 0.0001, 1e-05], 'ordered': True}",
    ]);
  });

  it('is printed with small numbers as Python prints them', () => {
    const parameters: Parameter[] = [{ address: 'training.learningRate', domain: { kind: 'list', values: [1e-7, 2.5e-5] } }];
    expect(searchSpaceSummary({ parameters })).toContain("'values': [1e-07, 2.5e-05]");
  });

  it('comes back from CSV as it was', () => {
    const fifth = trials[4] as Trial;
    const record = {
      study,
      trials: [
        ...trials.slice(0, 4),
        { ...fifth, outcomes: fifth.outcomes.map((one) => ({ ...one, trained: 3 })) },
        { ...(trials[5] as Trial), status: 'failed' as const, outcomes: [], cause: 'It, "diverged"' },
      ],
      status: 'finished' as const,
      updatedAt: 1,
    };
    const read = readTrials(study, trialsCsv(record));
    expect(
      'trials' in read && read.trials.map(({ values, seed, status, outcomes, cause }) => ({ values, seed, status, outcomes, cause })),
    ).toEqual(record.trials.map(({ values, seed, status, outcomes, cause }) => ({ values, seed, status, outcomes, cause })));
  });

  it('has R2 in CSV where a number is predicted', () => {
    const { experiment } = OWN_CASES.find((one) => isNumberTask(one.experiment.data))!;
    const ofNumbers: Study = { ...study, base: experiment, objective: 'validationLoss' };
    const text = trialsCsv({ study: ofNumbers, trials: trials.slice(0, 2), status: 'finished', updatedAt: 1 });
    expect(text.split(/\r?\n/)[0]).toContain(',validation_r2,validation_loss,');
    const read = readTrials(ofNumbers, text);
    expect('trials' in read && read.trials.map(({ outcomes }) => outcomes)).toEqual(trials.slice(0, 2).map(({ outcomes }) => outcomes));
    expect(readTrials(study, text)).toEqual({ problem: 'The file has no column validation_accuracy.' });
    expect(
      readTrials(study, `${trialsCsv({ study, trials: trials.slice(0, 1), status: 'finished', updatedAt: 1 })}`.replace(/,5,,/, ',5,2.5,')),
    ).toMatchObject({
      problem: expect.stringMatching(/epochs_trained/),
    });
    const stored = {
      study,
      trials: [{ ...trialOf(1, {}, 0.5), outcomes: [{ epochs: 5, trained: 3, accuracy: 0.5, loss: 1, seconds: 1 }] }],
      status: 'finished' as const,
      updatedAt: 1,
    };
    expect(parseStudyRecord(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    expect(failedSeeds(1, 1)).toBe('the only seed failed');
    // As it was written once.
    expect(readTrials(ofNumbers, text.replace('validation_r2', 'validation_accuracy'))).toEqual(read);
    const forest = trialsCsv({ study: { ...study, base: withForest(3) }, trials: trials.slice(0, 1), status: 'finished', updatedAt: 1 });
    const [heading = [], cells = []] = forest.split(/\r?\n/).map((line) => line.split(','));
    expect([cells[heading.indexOf('epochs')], cells[heading.indexOf('epochs_trained')]]).toEqual(['', '']);
  });

  it('comes back from CSV with what failed late, was passed over or had not ended', () => {
    const [first, second, third, fourth] = trials as [Trial, Trial, Trial, Trial];
    const written: Trial[] = [
      { ...first, status: 'failed', cause: 'It diverged after the first epochs.' },
      { ...second, status: 'skipped', outcomes: [], cause: 'Too many poolings.' },
      { ...third, status: 'running', outcomes: [] },
      { ...fourth, status: 'running' },
    ];
    const read = readTrials(study, trialsCsv({ study, trials: written, status: 'running', updatedAt: 1 }));
    expect('trials' in read && read.trials.map(({ status, outcomes, cause }) => [status, outcomes.length, cause])).toEqual([
      ['failed', 1, 'It diverged after the first epochs.'],
      ['skipped', 0, 'Too many poolings.'],
      ['finished', 1, null],
    ]);
  });

  it('says what of a CSV it cannot read', () => {
    const names = [...pythonNames(study.parameters).values()];
    expect(readTrials(study, 'a,b\n1,2')).toEqual({
      problem: `The file has no column ${[...names, 'validation_accuracy', 'validation_loss'].join(', ')}.`,
    });
    const heading = `${names.join(',')},validation_accuracy,validation_loss`;
    expect(readTrials(study, `${heading}\n5,16,0.8,0.4`)).toMatchObject({ problem: expect.stringMatching(/Line 2: “5” is not/) });
    expect(readTrials(study, `${heading}\n,16,0.8,0.4`)).toMatchObject({ problem: 'Line 2: a value is missing.' });
    expect(readTrials(study, `${heading}\n0.01,16,good,0.4`)).toMatchObject({ problem: expect.stringMatching(/Line 2: .* numbers/) });
    expect(readTrials(study, `${heading},seed\n0.01,16,0.8,0.4,-1`)).toEqual({ problem: 'Line 2: the seed must be a whole number.' });
  });

  it('takes values of a range as other programs round them, and no others', () => {
    const rate: Parameter = { address: 'training.learningRate', domain: { kind: 'range', min: 0, max: 0.5, step: 0.1, log: false } };
    const valueIn = (text: string) => {
      const read = readTrials(
        studyOf({ parameters: [rate], method: { kind: 'random' } }),
        `learning_rate,validation_accuracy,validation_loss\n${text},0.8,0.4`,
      );
      return 'trials' in read ? read.trials[0]?.values['training.learningRate'] : read.problem;
    };
    expect([valueIn('0.30000000000000004'), valueIn('0.29999999999999993')]).toEqual([valueIn('0.3'), valueIn('0.3')]);
    expect(valueIn('0.3')).toBeCloseTo(0.3, 10);
    expect(valueIn('0.34')).toMatch(/“0\.34” is not one of the values/);
  });

  it('has names for settings that only count beside another choice', () => {
    const momentum: Parameter = { address: 'training.optimizer.momentum', domain: { kind: 'list', values: [0, 0.9] } };
    expect(defaultExperiment().training.optimizer.kind).toBe('adam');
    expect(parameterName(defaultExperiment(), momentum)).toBe('SGD with momentum: momentum');
  });
});
