import { describe, expect, test } from 'vitest';
import { layersOf } from '@/experiment/experiment';
import { PUBLISHED } from '@/experiment/presets/published';
import { fileNameOf, formsOf, jobsOf, PlanError, readCommandLine } from '../../../experiments/plan';

const plan = (...args: string[]) => {
  const wanted = readCommandLine(args);
  if (!wanted) throw new Error('help was asked for');
  return jobsOf(wanted);
};
const names = (...args: string[]) => plan(...args).map(fileNameOf);

describe('what is run', () => {
  test('is everything, each form once, where nothing is said', () => {
    const forms = PUBLISHED.flatMap(formsOf);
    expect(plan()).toHaveLength(forms.length);
    expect(new Set(names()).size).toBe(forms.length);
  });

  test('is what is named, in the reports’ order, by id or by its first part', () => {
    expect(names('c1', 'a1-base')).toEqual(['a1-base-seed1.json', 'c1-dense-seed1.json']);
  });

  test('is one form where it is named', () => {
    expect(names('e6', '--form=gru')).toEqual(['e6-rnn-gru-seed1.json']);
    expect(plan('e6', '--form=gru').flatMap(({ experiment }) => layersOf(experiment).map(({ kind }) => kind))).toContain('gru');
  });

  test('is run once for each seed, and seed and epochs are the only changes', () => {
    const jobs = plan('b3', '--seed=2', '--seed=3', '--seed=2', '--epochs=5');
    expect(jobs.map(fileNameOf)).toEqual(['b3-cnn-seed2-epochs5.json', 'b3-cnn-seed3-epochs5.json']);
    const [{ preset, experiment }] = jobs as [(typeof jobs)[0]];
    expect(experiment).toEqual({ ...preset.experiment, training: { ...preset.experiment.training, seed: 2, epochs: 5 } });
  });

  test('has no epochs to change where the model is a classical one', () => {
    const jobs = plan('e5', '--form=forest', '--form=mlp', '--epochs=2', '--seed=3');
    expect(jobs.map(fileNameOf)).toEqual(['e5-classical-forest-seed3.json', 'e5-classical-mlp-seed3-epochs2.json']);
    expect(jobs.map(({ epochs }) => epochs)).toEqual([null, 2]);
  });

  test('is called by its full name where the epochs asked for are the published ones', () => {
    expect(names('c1', '--epochs=10')).toEqual(['c1-dense-seed1.json']);
  });
});

test.each([
  [['z9'], /no experiment "z9"/],
  [['b1', '--form=gru'], /has a form "gru"/],
  [['--seed=one'], /--seed takes a whole number from 0/],
  [['--epochs=0'], /--epochs takes a whole number from 1/],
  [['--epochs='], /--epochs takes a whole number/],
  [['--speed=9'], /--speed/],
])('%j is refused in words', (args, words) => {
  expect(() => plan(...args)).toThrow(PlanError);
  expect(() => plan(...args)).toThrow(words);
});

test('help is asked for by --help', () => {
  expect(readCommandLine(['--help'])).toBeNull();
});
