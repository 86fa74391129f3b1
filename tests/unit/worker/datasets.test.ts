import { describe, expect, it } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { TrainingSpec } from '@/experiment/training/types';
import { memoryStorage } from '@/storage/memory';
import type { Outbox } from '@/worker/outbox';
import { Datasets } from '@/worker/resources/datasets';
import { createRunLocks } from '@/worker/resources/run-locks';
import { RunStore } from '@/worker/resources/run-store';

const outbox: Outbox = { send: () => undefined, phase: 'idle', enter: () => undefined, pulse: () => undefined, pace: () => undefined };
const garments = {
  ...generateGarments({ train: 200, test: 20 }),
  id: 'builtin-garments',
  source: 'a test',
  itemShape: [28, 28, 1],
} as const;

const experimentOf = (training: Partial<TrainingSpec>): Experiment => {
  const base = defaultExperiment();
  return { ...base, training: { ...base.training, ...training } };
};

describe('data prepared for a run', () => {
  const datasets = () => new Datasets(new RunStore(memoryStorage(), outbox, createRunLocks(undefined)), PUBLISHED_MANIFESTS, '', outbox);

  it('is kept while nothing of it changes', () => {
    const own = datasets();
    const first = own.prepare(garments, experimentOf({ learningRate: 1 }));
    expect(own.prepare(garments, experimentOf({ learningRate: 2 }))).toBe(first);
    expect(own.prepare(garments, experimentOf({ seed: 5 })).validation).not.toEqual(first.validation);
  });

  it('has the class weights that training asks for', () => {
    const own = datasets();
    const weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(own.prepare(garments, experimentOf({})).classWeights).toBeNull();
    expect(own.prepare(garments, experimentOf({ classWeights: { kind: 'custom', weights } })).classWeights).toEqual(
      Float32Array.from(weights),
    );
    expect(own.prepare(garments, experimentOf({})).classWeights).toBeNull();
  });
});
