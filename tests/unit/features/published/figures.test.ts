import { describe, expect, test } from 'vitest';
import { PUBLISHED } from '@/experiment/presets/published';
import { differenceWords, figureWords, headlineOf } from '@/features/published/figures';

const rowsOf = (id: string) => (PUBLISHED.find((preset) => preset.id === id)?.figures ?? []).map((figure) => ({ figure, yours: null }));

describe('the figure that stands for all', () => {
  test('is the first one', () => expect(headlineOf(rowsOf('b1-mlp'))?.figure).toMatchObject({ label: 'test accuracy', value: 0.895 }));

  test('is that of the last epoch where each epoch has one', () =>
    expect(headlineOf(rowsOf('e2-cnn'))?.figure).toMatchObject({ value: 0.8859, figure: { of: 'accuracy', epoch: 8 } }));

  test('is none where nothing is printed', () => expect(headlineOf([])).toBeUndefined());
});

describe('figures in words', () => {
  const figure = { value: 0.8859, digits: 4, figure: { of: 'accuracy' as const, set: 'test' as const } };
  const loss = { value: 0.3491, digits: 4, figure: { of: 'loss' as const, set: 'test' as const } };
  test('are percentages where they are shares, in as many digits as printed', () => {
    expect([figureWords(0.88, figure), figureWords(0.8, { ...figure, digits: 2 })]).toEqual(['88.00%', '80%']);
    expect(figureWords(0.31, loss)).toBe('0.3100');
  });
  test('are as they are where they are errors, with commas where nothing is after the point, or R2, whose zero has no sign', () => {
    expect(figureWords(515_482_303.2, { digits: 0, figure: { of: 'mse', set: 'test' } })).toBe('515,482,303');
    expect(figureWords(140.6012, { digits: 2, figure: { of: 'rootMae', set: 'test' } })).toBe('140.60');
    expect([0.9113, -0.00001].map((r2) => figureWords(r2, { digits: 4, figure: { of: 'r2', set: 'test' } }))).toEqual(['0.9113', '0.0000']);
    expect(differenceWords(1000, { value: 2500, digits: 0, figure: { of: 'mse', set: 'test' } })).toBe('−1,500');
  });
  test('are a dash where there is none', () => expect([figureWords(null, figure), differenceWords(null, figure)]).toEqual(['—', '—']));
  test('differ with a sign, in the digits printed', () => {
    expect([0.9, 0.8, 0.88594].map((yours) => differenceWords(yours, figure))).toEqual(['+1.41 points', '−8.59 points', '±0']);
    expect(differenceWords(0.3, loss)).toBe('−0.0491');
  });
});
