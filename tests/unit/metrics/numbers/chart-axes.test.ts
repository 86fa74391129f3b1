import { expect, it } from 'vitest';
import { predictedAxes, residualAxes } from '@/metrics/numbers/chart-axes';

const target = { name: 'price', unit: '$' };

it('gives true and predicted numbers the same range', () => {
  const { x, y } = predictedAxes({ truth: Float64Array.of(0, 100), predicted: Float64Array.of(-20, 40), target });
  expect(x).toMatchObject({ title: 'True price ($)', domain: [-20, 100] });
  expect(y).toEqual({ ...x, title: 'Predicted ($)' });
  expect(x.ticks).toContain(0);
});

it('has 0 in the middle of the residuals, and names no unit where there is none', () => {
  const { x, y } = residualAxes({ ...target, unit: '' }, 50, [1, 8, 2]);
  expect(x).toMatchObject({ title: 'True − predicted', domain: [-50, 50] });
  expect(x.ticks).toContain(0);
  expect(y).toMatchObject({ title: 'Rows', domain: [0, 8] });
});
