import { sampleRun } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { reportContents } from '@/app/actions/report-contents';
import { firstOfEachClass, sampleRows } from '@/app/actions/report-samples';
import { withDataset } from '@/experiment/data/on-dataset';
import { defaultExperiment } from '@/experiment/defaults';
import { settingRows } from '@/experiment/words/setting-rows';
import { reportPage } from '@/print/report/page';
import type { Run, Samples } from '@/run/types';
import type { SetPredictions } from '@/stores/types';

const HOSTILE = '<img src=x onerror=alert(1)></title><script>';

const predictions: SetPredictions = {
  set: 'test',
  epoch: 1,
  step: 2,
  targets: Uint8Array.of(0, 1, 1),
  indices: Uint32Array.of(0, 1, 2),
  trainCount: 0,
  probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.7, 0.3),
  classNames: ['a', 'b'],
};
const samples: Samples = {
  epoch: 1,
  step: 2,
  set: 'test',
  items: [{ index: 0, pixels: new Uint8Array(784), target: 0, probabilities: [0.3, 0.7] }],
};

const pageOf = (run: Run, asked: Partial<Parameters<typeof reportContents>[0]> = {}): string =>
  reportPage(reportContents({ run, predictions: null, samples: null, ...asked }));

describe('the report of a run as a page', () => {
  it('has its settings, curves, matrix, scores, samples and what happened', () => {
    const run = sampleRun('a-run');
    const page = pageOf(run, { predictions, samples });
    for (const { label } of settingRows(run.experiment)) expect(page).toContain(`>${label}</th>`);
    const headings = [...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toEqual(['Settings', 'Network', 'Curves', 'Results', 'Samples', 'What happened']);
    const pictures = [...page.matchAll(/aria-label="([\w-]+(?: [a-z]+)?)[.]/g)].map(([, title]) => title);
    expect(pictures).toEqual(['Network', 'Loss', 'Accuracy', 'Confusion matrix', 'ROC', 'Precision-recall', 'Reliability', 'Samples']);
    expect(page).toContain('halved');
  });

  it('does without answers of the model, with the scores of its last evaluation', () => {
    const page = pageOf(sampleRun('a-run'));
    expect(page).toContain('Precision, recall and F1 of each class, validation images');
    expect(page).not.toContain('ROC');
  });

  it('of numbers has predictions and residuals instead of matrices, and R2 where others have accuracy', () => {
    const experiment = withDataset(defaultExperiment(), 'flight-prices');
    const target = { name: 'price', unit: '₹', mean: 0, deviation: 1 };
    const run = sampleRun('a-run', { experiment, target });
    const numbers = { target, truth: Float64Array.of(10, 20, 30), predicted: Float64Array.of(11, 19, 33) };
    const page = pageOf(run, { predictions: { ...predictions, numbers } });
    const pictures = [...page.matchAll(/aria-label="([\w-]+(?: [a-z]+)*)[.]/g)].map(([, title]) => title);
    expect(pictures).toEqual(['Network', 'Loss', 'R2', 'Predicted against true', 'Residuals']);
    expect(page).toContain('Validation R2');
    expect(page).not.toMatch(/accuracy/i);
    expect(pageOf(run, { leftOut: 'Gone.' })).toContain('Left out: predictions and residuals. Gone.');
  });

  it('says why the model could not be asked', () => {
    const leftOut = 'The weights of this run are not stored any more.';
    expect(pageOf(sampleRun('a-run'), { leftOut })).toContain(`reliability and samples. ${leftOut}`);
    expect(pageOf(sampleRun('a-run'), { predictions, samples })).not.toContain('Left out');
  });

  it('has samples of each class from a stored run’s answers', () => {
    const rows = firstOfEachClass(predictions);
    expect(rows).toEqual([0, 1, 2]);
    const many = { targets: Uint8Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? 1 : 0)), classNames: ['a', 'b'] };
    expect(firstOfEachClass(many)).toEqual([1, 2, 4, 5, 7, 8, 10, 11, 0, 3, 6, 9, 12, 15, 18, 21]);
    const made = sampleRows(predictions, rows, [new Uint8Array(1), new Uint8Array(2), new Uint8Array(3)]);
    expect(made.items.map(({ index, target, pixels }) => [index, target, pixels.length])).toEqual([
      [0, 0, 1],
      [1, 1, 2],
      [2, 1, 3],
    ]);
    expect(made.items[1]?.probabilities).toEqual([0.4, 0.6].map(Math.fround));
  });

  it('shows names that are markup as text, runs nothing and asks nothing from anywhere', () => {
    const experiment = { ...defaultExperiment(), name: HOSTILE };
    const run = sampleRun('a-run', { experiment, classNames: [HOSTILE, 'b'], datasetName: HOSTILE, engine: HOSTILE });
    const page = pageOf(run, { predictions: { ...predictions, classNames: [HOSTILE, 'b'] }, samples });
    expect(page).not.toMatch(/<script|<img|<iframe|<a /i);
    expect(page).toContain("default-src 'none'".replaceAll("'", '&#39;'));
    const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.every((address) => address?.startsWith('data:image/png;base64,'))).toBe(true);
  });
});
