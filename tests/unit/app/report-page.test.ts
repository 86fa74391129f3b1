import { sampleRun } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { reportContents } from '@/app/actions/report-contents';
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
