import { expect, it } from 'vitest';
import { countApart, lossApart, pointsApart, timeApart } from '@/features/compare/tables/difference';

it('says in signed units how far a figure is from the baseline, and ±0 where no digit shows it', () => {
  expect([pointsApart(0.0123), pointsApart(-0.0123), pointsApart(0.0004)]).toEqual(['+1.2 points', '−1.2 points', '±0']);
  expect([lossApart(0.5), lossApart(0)]).toEqual(['+0.500', '±0']);
  expect([countApart(-93_920), countApart(0)]).toEqual(['−93,920', '±0']);
  expect([timeApart(2.5), timeApart(-61), timeApart(-0.04)]).toEqual(['+2.5 s', '−1 min 1 s', '±0']);
});
