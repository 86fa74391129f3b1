import { describe, expect, it } from 'vitest';
import { withDataset } from '@/experiment/data/on-dataset';
import { defaultExperiment } from '@/experiment/defaults';
import { layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';
import { settingIssues } from '@/experiment/setting-issues';

const design = defaultExperiment();
const errorsOf = (experiment: typeof design) =>
  [...settingIssues(experiment), ...planOf(experiment).issues].filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('withDataset', () => {
  it('leaves all else as it is between images', () => {
    expect(withDataset(design, 'builtin-garments')).toEqual({ ...design, data: { ...design.data, dataset: 'builtin-garments' } });
  });

  it.each(PRESETS.map(({ id, layers }) => [id, layers] as const))('makes a design that can be trained on a table of %s', (_, layers) => {
    const moved = withDataset({ ...design, model: { kind: 'network', layers } }, 'flight-prices');
    expect(errorsOf(moved)).toEqual([]);
    expect(moved.data).toMatchObject({ task: { kind: 'number' }, scaling: 'standardized' });
    expect(moved.training.loss).toBe('meanSquaredError');
    expect(planOf(moved).layers.at(-1)?.layer).toMatchObject({ units: 1, activation: 'linear' });
    expect(parseExperiment(JSON.parse(JSON.stringify(moved)))).toEqual(moved);
  });

  it('finds back to images', () => {
    const back = withDataset(withDataset(design, 'flight-prices'), 'fashion-mnist');
    expect(back.training.loss).toBe('crossEntropy');
    expect(errorsOf(back)).toEqual([]);
    expect(back.data.task).toEqual({ kind: 'classes' });
    expect(layersOf(back).map(({ kind }) => kind)).toEqual(['flatten', 'dense']);
  });

  it('takes a loss for numbers away from classes, and the other way round', () => {
    const table = withDataset(design, 'flight-prices');
    const huber = { ...table, training: { ...table.training, loss: 'huber' as const } };
    expect(withDataset(huber, 'fashion-mnist').training.loss).toBe('crossEntropy');
    expect(errorsOf({ ...table, training: { ...table.training, loss: 'crossEntropy' } })).toEqual([
      'Cross-entropy is for classes, but this task predicts a number. Choose mean squared error.',
    ]);
    expect(errorsOf({ ...design, training: { ...design.training, loss: 'huber' } })).toEqual([
      'Huber is for numbers, but this task predicts a class. Choose cross-entropy.',
    ]);
  });
});
