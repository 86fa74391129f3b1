import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EarlyStopping } from '@/experiment/training/types';
import { judgeEpochs, settlementOf, standingRecord, weightsPosition } from '@/run/stopping';
import type { EpochRecord, Intervention } from '@/run/types';

const recordsOf = (losses: number[]): EpochRecord[] =>
  losses.map((loss, i) => ({
    epoch: i + 1,
    step: i + 1,
    training: { loss: 0, accuracy: 0 },
    validation: { loss, accuracy: 1 - loss },
    seconds: 1,
  }));
const rule = (change: Partial<EarlyStopping> = {}): EarlyStopping => ({
  monitor: 'validationLoss',
  patience: 2,
  minDelta: 0,
  restoreBestWeights: true,
  ...change,
});
const settledAt = (epoch: number) => ({ epoch, weights: epoch });
const judged = (losses: number[], change: Partial<EarlyStopping> = {}, settled: number | null = null) =>
  judgeEpochs(recordsOf(losses), rule(change), settled === null ? null : settledAt(settled));

describe('early stopping', () => {
  it('waits for its patience after the best epoch', () => {
    expect(judged([])).toEqual({ best: null, waited: 0, stop: false });
    expect(judged([1])).toEqual({ best: { epoch: 1, value: 1 }, waited: 0, stop: false });
    expect(judged([1, 2])).toMatchObject({ best: { epoch: 1 }, waited: 1, stop: false });
    expect(judged([1, 2, 2])).toMatchObject({ best: { epoch: 1 }, waited: 2, stop: true });
    expect(judged([1, 2, 0.5, 0.6])).toMatchObject({ best: { epoch: 3, value: 0.5 }, waited: 1, stop: false });
  });

  it('takes patience 0 as 1, as Keras does, and never stops at the first epoch', () => {
    expect(judged([1], { patience: 0 }).stop).toBe(false);
    expect(judged([1, 0.9], { patience: 0 }).stop).toBe(false);
    expect(judged([1, 1], { patience: 0 }).stop).toBe(true);
  });

  it('takes only more than the least change for an improvement', () => {
    expect(judged([1, 0.95, 0.9], { minDelta: 0.1 })).toMatchObject({ best: { epoch: 1 }, stop: true });
    expect(judged([1, 0.95, 0.89], { minDelta: 0.1 })).toMatchObject({ best: { epoch: 3 }, stop: false });
  });

  it('watches an accuracy the other way round, and never stops where there is nothing to watch', () => {
    expect(judged([0.5, 0.4, 0.3], { monitor: 'validationAccuracy' })).toMatchObject({ best: { epoch: 3 }, stop: false });
    const unwatched = recordsOf([1, 1, 1, 1]).map((record) => ({ ...record, validation: null }));
    expect(judgeEpochs(unwatched, rule(), null)).toEqual({ best: null, waited: 0, stop: false });
  });

  it('would have stopped at no earlier epoch than it does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (losses, patience) => {
        const first = losses.findIndex((_, i) => judged(losses.slice(0, i + 1), { patience }).stop);
        if (first < 0) return;
        const upTo = losses.slice(0, first + 1);
        const { best } = judged(upTo, { patience });
        expect(best?.value).toBe(Math.min(...upTo));
        expect(first + 1 - (best?.epoch ?? 0)).toBe(patience);
      }),
    );
  });

  it("is what Keras's callback does, which counts from epoch to epoch", () => {
    const settings = { patience: fc.nat(4), minDelta: fc.constantFrom(0, 1) };
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }), fc.record(settings), (losses, change) => {
        let [best, bestEpoch, wait, stopped] = [Number.POSITIVE_INFINITY, 0, 0, false];
        for (let epoch = 0; epoch < losses.length && !stopped; epoch++) {
          const loss = losses[epoch] ?? Number.NaN;
          wait++;
          if (loss < best - change.minDelta) [best, bestEpoch, wait] = [loss, epoch, 0];
          else stopped = wait >= change.patience && epoch > 0;
          const verdict = judged(losses.slice(0, epoch + 1), change);
          expect(verdict).toMatchObject({ stop: stopped, best: { epoch: bestEpoch + 1, value: best } });
        }
      }),
    );
  });

  it('begins to wait anew where the run was settled, and keeps the best of before', () => {
    expect(judged([1, 2, 2], {}, 3)).toMatchObject({ best: { epoch: 1 }, stop: false });
    expect(judged([1, 2, 2, 2], {}, 3)).toMatchObject({ best: { epoch: 1 }, waited: 1, stop: false });
    expect(judged([1, 2, 2, 2, 2], {}, 3)).toMatchObject({ best: { epoch: 1 }, waited: 2, stop: true });
    expect(judged([1, 2, 2, 0.5], {}, 3)).toMatchObject({ best: { epoch: 4 }, waited: 0, stop: false });
  });
});

describe('a settlement', () => {
  const intervention = (what: Intervention['what'], epoch: number, value?: number): Intervention => ({
    what,
    epoch,
    step: epoch * 10,
    note: '',
    ...(value === undefined ? {} : { value }),
  });

  it('is the last stop or restoring, and knows whose weights it left', () => {
    expect(settlementOf([])).toBeNull();
    expect(settlementOf([intervention('paused', 3), intervention('stoppedEarly', 5), intervention('continued', 5)])).toEqual(settledAt(5));
    const both = [intervention('stoppedEarly', 5), intervention('restoredBest', 5, 3)];
    expect(settlementOf(both)).toEqual({ epoch: 5, weights: 3 });
    expect(settlementOf([...both, intervention('stoppedEarly', 9)])).toEqual(settledAt(9));
  });

  it('says where the weights are from, until they are trained on', () => {
    const settled = { epoch: 5, weights: 3 };
    expect(weightsPosition({ epoch: 5, step: 50 }, 10, settled)).toEqual({ epoch: 3, step: 30 });
    for (const position of [
      { epoch: 5, step: 51 },
      { epoch: 6, step: 60 },
      { epoch: 4, step: 40 },
    ])
      expect(weightsPosition(position, 10, settled)).toEqual(position);
    expect(weightsPosition({ epoch: 5, step: 50 }, 10, null)).toEqual({ epoch: 5, step: 50 });
  });
});

describe('the record that a run stands at', () => {
  const epochRecords = recordsOf([1, 0.5, 0.6, 0.7]);
  const restored = (epoch: number): Intervention => ({ what: 'restoredBest', note: 'Epoch 2 restored', epoch, step: epoch, value: 2 });
  const epochOf = (interventions: Intervention[]) => standingRecord({ epochRecords, interventions })?.epoch;

  it('is the last one, unless the best epoch was just brought back', () => {
    expect(standingRecord({ epochRecords: [], interventions: [] })).toBeNull();
    expect(epochOf([])).toBe(4);
    expect(epochOf([restored(4)])).toBe(2);
  });

  it('is the last one again as soon as an epoch was added', () => {
    expect(epochOf([restored(3)])).toBe(4);
  });
});
