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
  const figure = { value: 0.8859, digits: 4 };
  test('have as many digits as printed', () => expect(figureWords(0.88, figure)).toBe('0.8800'));
  test('are a dash where there is none', () => expect([figureWords(null, figure), differenceWords(null, figure)]).toEqual(['—', '—']));
  test('differ with a sign, in the digits printed', () =>
    expect([0.9, 0.8, 0.88594].map((yours) => differenceWords(yours, figure))).toEqual(['+0.0141', '−0.0859', '±0']));
});
