import { expect, it } from 'vitest';
import { estimateInWords } from '@/app/hooks/estimate-words';
import { withPageShare } from '@/stores/lab/page-share';

const estimate = { msPerStep: 20, secondsAtStart: 0.4, secondsPerEpoch: 5, secondsAtEnd: 0.8, engines: [] };

it('counts the start, every epoch and the test', () => {
  expect(estimateInWords(estimate, { epochs: 2, earlyStopping: null })).toBe('about 11 s for 2 epochs');
});

it('says that a run which may end early takes at most so long', () => {
  const earlyStopping = { monitor: 'validationLoss', patience: 3, minDelta: 0, restoreBestWeights: true } as const;
  expect(estimateInWords(estimate, { epochs: 1, earlyStopping })).toBe('at most about 6.2 s for 1 epoch');
});

it('adds what the page takes: of the processor where that trains, and less of one with many cores', () => {
  const engine = (id: 'wasm' | 'webgl') => ({ engine: id, label: '', examplesPerSecond: 1, atMost: false });
  const onTwo = withPageShare({ ...estimate, engines: [engine('wasm')] }, 2);
  const onEight = withPageShare({ ...estimate, engines: [engine('wasm')] }, 8);
  const onGpu = withPageShare({ ...estimate, engines: [engine('webgl'), engine('wasm')] }, 2);
  expect(onTwo.secondsAtStart).toBeGreaterThan(estimate.secondsAtStart);
  expect(onTwo.secondsPerEpoch).toBeGreaterThan(onEight.secondsPerEpoch);
  expect(onEight.secondsPerEpoch).toBeGreaterThan(estimate.secondsPerEpoch);
  expect(onGpu).toMatchObject({ secondsPerEpoch: 5, secondsAtEnd: 0.8 });
});
