import { describe, expect, test } from 'vitest';
import { PUBLISHED, REPORTS } from '@/experiment/presets/published';
import { experimentsPage } from '../../../experiments/markdown';
import { sampleRecord } from './sample-record';

/** The rows of all tables that speak of an experiment, as lists of cells. */
const rowsOf = (page: string, id: string) =>
  page
    .split('\n')
    .filter((line) => line.startsWith(`| \`${id}\``))
    .map((line) => line.slice(2, -2).split(' | '));

describe('without runs', () => {
  const page = experimentsPage([], {});
  test('every experiment and form is listed as not run yet', () => {
    const forms = PUBLISHED.reduce((sum, { variants }) => sum + Math.max(1, variants.length), 0);
    expect(page.match(/not run yet/g)).toHaveLength(forms);
    for (const words of Object.values(REPORTS)) expect(page).toContain(words);
  });
  test('the published figures stand there all the same', () => {
    expect(rowsOf(page, 'b1-mlp')[0]?.slice(0, 5)).toEqual(['`b1-mlp`', '0.8950', '—', '—', '—']);
  });
});

describe('with a run', () => {
  const page = experimentsPage([sampleRecord('c1-dense')], { 'c1-dense': 'Our own sentence.' });
  const [summary, ...figures] = rowsOf(page, 'c1-dense');
  test('published and ours stand side by side', () => {
    expect(summary?.slice(0, 12)).toEqual(
      ['`c1-dense`', '0.9698', '0.8765', '11.7427', '0.3457', '—', '0.8711', 'Fashion-MNIST', '1', '10'].concat(
        'CPU (WebAssembly) · 2 threads',
        '1 min 23 s',
      ),
    );
  });
  test('the remark has our sentence and the note that only this experiment has', () => {
    expect(summary?.at(-1)).toContain('Our own sentence. Its loss of 11.74');
  });
  test('each published figure has a row, with the difference', () => {
    expect(figures.map(([, label]) => label)).toEqual(PUBLISHED.find(({ id }) => id === 'c1-dense')?.figures.map(({ label }) => label));
    expect(figures[1]?.slice(1, 5)).toEqual(['test loss', '11.7427', '11.7527', '+0.0100']);
    expect(figures[0]?.[4]).toBe('±0');
  });
  test('a note that several share is told once, with whose it is', () => {
    expect(page.match(/The losses of 0\.56 to 0\.59/g)).toHaveLength(1);
    expect(page).toContain('- c2-conv, c3-l2, c4-dropout, c5-dropout-l2, c6-batchnorm: The losses of');
  });
  test('the machine is named', () => {
    expect(page).toContain('4 cores of Some Processor, Chromium 1.2.3 (1 run)');
  });
});

describe('a run that is not as it should be', () => {
  const rowOf = (change: Parameters<typeof sampleRecord>[1]) =>
    rowsOf(experimentsPage([sampleRecord('b1-mlp', change)], {}), 'b1-mlp')[0] ?? [];
  const history = (epochs: number) => {
    const series = Array<number>(epochs).fill(1);
    return { trainingLoss: series, trainingAccuracy: series, validationLoss: series, validationAccuracy: series, seconds: series };
  };
  test('is marked where it was shortened', () => {
    expect(rowOf({ epochs: 3, testedEpoch: 3, history: history(3) })[9]).toBe('**3, published 100**');
  });
  test('but not where it stopped by itself', () => {
    expect(rowOf({ testedEpoch: 30, history: history(40) })[9]).toBe('40 of at most 100, best 30');
  });
  test('is marked where the settings have changed since', () => {
    expect(rowOf({ settings: '0' }).at(-1)).toContain('other settings');
    expect(rowOf({}).at(-1)).not.toContain('other settings');
  });
  test('is marked where the app’s table says otherwise', () => {
    expect(rowOf({ disagreements: ['so and so'] }).at(-1)).toContain('so and so');
  });
  test('has a star beside its time where the computer was busy', () => {
    const timeAt = (load: number) => rowOf({ machine: { cpu: 'p', cores: 2, load, browser: 'b' } })[11];
    expect(timeAt(5)).toBe('1 min 23 s*');
    expect(timeAt(3)).toBe('1 min 23 s');
  });
});

test('forms and seeds have rows of their own, in order, whatever the order of the files', () => {
  const runs = [
    sampleRecord('e6-rnn', { form: 'gru', seed: 2 }),
    sampleRecord('e6-rnn', { form: 'gru', seed: 1 }),
    sampleRecord('e6-rnn', { form: 'lstm', seed: 1 }),
  ];
  const page = experimentsPage(runs, { 'e6-rnn': 'All.', 'e6-rnn-gru': 'Only this.' });
  expect(rowsOf(page, 'e6-rnn').map((cells) => [cells[0], cells[8]])).toEqual([
    ['`e6-rnn` LSTM', '1'],
    ['`e6-rnn` GRU', '1'],
    ['`e6-rnn` GRU', '2'],
    ['`e6-rnn` SimpleRNN', '—'],
  ]);
  expect(rowsOf(page, 'e6-rnn').map((cells) => /All|Only/.exec(cells.at(-1) ?? '')?.[0])).toEqual(['All', 'Only', 'Only', 'All']);
  expect(experimentsPage(runs.toReversed(), {})).toBe(experimentsPage(runs, {}));
});

test('a classical model has no epochs, and its remark says how long it learnt', () => {
  const events = ['Stopped after 100 iterations.'];
  const run = sampleRecord('e5-classical', { form: 'logistic', epochs: 0, testedEpoch: 0, trainingSeconds: 70.2, events });
  const row = rowsOf(experimentsPage([run], {}), 'e5-classical').find(([name]) => name?.endsWith('Logistic regression'));
  expect(row?.[9]).toBe('—');
  expect(row?.at(-1)).toMatch(/^Learning alone took 1 min 10 s\. Stopped after 100 iterations\. The report names/);
});

test('forms that a report prints figures of stand there with their own, run or not', () => {
  const figures = [{ label: 'test R2', published: 0.984924, ours: 0.95 }];
  const run = sampleRecord('e7-table', { form: 'forest', epochs: 0, accuracy: null, macroF1: null, figures });
  const rows = rowsOf(experimentsPage([run], {}), 'e7-table');
  const forest = rows.filter(([name]) => /forest$/i.test(name ?? ''));
  expect(forest[0]?.slice(1, 7)).toEqual(['—', '—', '—', '0.3457', '—', '—']);
  expect(forest[1]?.slice(1, 5)).toEqual(['test R2', '0.9849', '0.9500', '−0.0349']);
  const network = rows.find(([name, label]) => name?.endsWith(' network') && label === 'test MSE');
  expect(network?.slice(2, 5)).toEqual(['17,839,964', '—', '—']);
});

test('no cell breaks its table', () => {
  const page = experimentsPage([sampleRecord('a1-base', { engine: 'one | two\nthree' })], {});
  expect(rowsOf(page, 'a1-base')[0]?.join('')).toContain('one \\| two three');
});
