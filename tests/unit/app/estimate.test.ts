import { expect, it } from 'vitest';
import { estimateInWords } from '@/app/hooks/estimate-words';

const estimate = { msPerStep: 20, secondsAtStart: 0.4, secondsPerEpoch: 5, secondsAtEnd: 0.8, engines: [] };

it('counts the start, every epoch and the test', () => {
  expect(estimateInWords(estimate, { epochs: 2, earlyStopping: null })).toBe('about 12 s for 2 epochs');
});

it('says that a run which may end early takes at most so long', () => {
  const earlyStopping = { monitor: 'validationLoss', patience: 3, minDelta: 0, restoreBestWeights: true } as const;
  expect(estimateInWords(estimate, { epochs: 1, earlyStopping })).toBe('at most about 7.0 s for 1 epoch');
});
