import { OBJECTIVES } from '@/study/objective';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import type { Objective, Trial } from '@/study/trial';
import { figureWords, parameterName, valueWords } from '@/study/words';
import type { FigureColumn } from './chart-table';

/** Columns that the tables of several pictures have. */
export const TRIAL_COLUMN: FigureColumn = { id: 'trial', title: 'Trial' };

export const figureColumn = (objective: Objective, title = OBJECTIVES[objective].title): FigureColumn => ({
  id: title,
  title,
  words: (figure) => figureWords(objective, figure),
});

export const parameterColumn = ({ base }: Study, parameter: Parameter): FigureColumn => ({
  id: parameter.address,
  title: parameterName(base, parameter),
  words: (value) => valueWords(base, parameter, value),
});

/** A trial's value of a parameter as a cell; `null` where it does not count in it. */
export function valueCell({ base }: Study, parameter: Parameter, { values }: Pick<Trial, 'values'>): string | number | null {
  const value = values[parameter.address];
  if (value === undefined) return null;
  return typeof value === 'number' ? value : valueWords(base, parameter, value);
}
