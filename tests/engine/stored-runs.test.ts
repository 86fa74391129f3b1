import { storedRuns } from '@tests/support/storage-v1';
import { describe, expect, it } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import { evaluate } from '@/engine/evaluate';
import { createWasmEngine } from '@/engine/wasm';
import { parseRun } from '@/run/schema';
import { readCheckpoint } from '@/storage/runs/checkpoint-row';

const dataset = { ...generateGarments(), id: 'builtin-garments' as const, source: '', itemShape: [28, 28, 1] as const };

/** Networks that were tested at their end, with the rows they left. */
const tested = storedRuns().flatMap(({ name, run: row, checkpoint }) => {
  const [run, saved] = [parseRun(row), readCheckpoint(checkpoint)];
  return run?.test && saved ? [{ name, experiment: run.experiment, state: saved.state, test: run.test }] : [];
});

describe('a network trained by version 1', () => {
  it.each(tested)('still answers as it did: $name', async ({ experiment, state, test }) => {
    const { data: settings, training } = experiment;
    const data = prepareData(dataset, settings, training.seed, training.classWeights);
    const engine = await createWasmEngine({ threads: 1 });
    const network = await engine.compile(experiment, data);
    network.setState(state);
    const found = await evaluate({ experiment, network, data, set: 'test', epoch: test.epoch, breathe: async () => undefined });
    network.dispose();
    engine.dispose();
    expect(found.count).toBe(test.count);
    expect(found.score.accuracy).toBeCloseTo(test.score.accuracy, 2);
    expect(found.score.loss).toBeCloseTo(test.score.loss, 4);
  });

  it('is there in every kind that was recorded', () => {
    expect(tested.map(({ name }) => name)).toEqual([
      'cnn',
      'dense',
      'exponential',
      'groups',
      'gru',
      'pair',
      'recurrent',
      'schedule',
      'step',
      'stopped',
    ]);
  });
});
