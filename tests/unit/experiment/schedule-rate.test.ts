import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochScores, improves, monitored } from '@/experiment/training/monitoring';
import { scheduledRate } from '@/experiment/training/schedules/rate';
import type { Schedule } from '@/experiment/training/types';

const rate = (schedule: Schedule, epoch: number, { base = 1, warmupEpochs = 0, epochs = 10, losses = [] as number[] } = {}) =>
  scheduledRate({ schedule, warmupEpochs, epochs }, base, epoch, losses.map(epochOf));
const epochOf = (loss: number): EpochScores => ({ training: { loss, accuracy: 0 }, validation: { loss, accuracy: 1 - loss } });

describe('the learning rate', () => {
  it('stays exactly what it is without a schedule', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), (base, epoch) => {
        expect(rate({ kind: 'constant' }, epoch, { base })).toBe(base);
      }),
    );
  });

  it('falls in steps at whole epochs', () => {
    const schedule = { kind: 'step', every: 3, factor: 0.5 } as const;
    expect([0, 2.99, 3, 5.5, 6, 9].map((epoch) => rate(schedule, epoch))).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125]);
  });

  it('falls exponentially between epochs too', () => {
    const schedule = { kind: 'exponential', factor: 0.81 } as const;
    expect(rate(schedule, 0.5, { base: 2 })).toBeCloseTo(1.8);
    expect(rate(schedule, 2)).toBeCloseTo(0.6561);
  });

  it("falls along half a cosine over the Experiment's epochs, and stays there", () => {
    const schedule = { kind: 'cosine', finalShare: 0.2 } as const;
    expect([0, 5, 10, 15].map((epoch) => rate(schedule, epoch))).toEqual([
      1,
      expect.closeTo(0.6),
      expect.closeTo(0.2),
      expect.closeTo(0.2),
    ]);
    expect(rate(schedule, 2.5)).toBeCloseTo(0.2 + 0.8 * ((1 + Math.SQRT1_2) / 2));
  });

  it('rises from 0 in a warm-up, on top of its schedule', () => {
    expect([0, 0.5, 1, 2, 3].map((epoch) => rate({ kind: 'constant' }, epoch, { warmupEpochs: 2, base: 4 }))).toEqual([0, 1, 2, 4, 4]);
    expect(rate({ kind: 'step', every: 1, factor: 0.5 }, 1, { warmupEpochs: 2 })).toBeCloseTo(0.25);
  });
});

describe('reducing on a plateau', () => {
  const schedule = {
    kind: 'reduceOnPlateau',
    monitor: 'validationLoss',
    factor: 0.1,
    patience: 2,
    minDelta: 0.1,
    minLearningRate: 0.005,
  } as const;
  const rateAfter = (losses: number[], base = 1) => rate(schedule, losses.length, { losses, base });

  it('waits for its patience, and counts anew after each reduction', () => {
    expect(rateAfter([])).toBe(1);
    expect(rateAfter([1, 1])).toBe(1);
    expect(rateAfter([1, 1, 1])).toBeCloseTo(0.1);
    expect(rateAfter([1, 1, 1, 1])).toBeCloseTo(0.1);
    expect(rateAfter([1, 1, 1, 1, 1])).toBeCloseTo(0.01);
  });

  it('takes only more than the least change for an improvement, measured from the best', () => {
    expect(rateAfter([1, 0.95, 0.91])).toBeCloseTo(0.1);
    expect(rateAfter([1, 0.95, 0.85])).toBe(1);
  });

  it('never falls below its least, and leaves alone what is set below it', () => {
    expect(rateAfter([1, 1, 1, 1, 1, 1, 1])).toBe(0.005);
    expect(rateAfter([1, 1, 1], 0.001)).toBe(0.001);
  });

  it('multiplies the rate that is set now', () => {
    expect(rateAfter([1, 1, 1], 0.5)).toBeCloseTo(0.05);
  });

  it('watches an accuracy the other way round, and nothing where there is nothing to watch', () => {
    const accuracy = { ...schedule, monitor: 'validationAccuracy' } as const;
    expect(rate(accuracy, 3, { losses: [0.9, 0.5, 0.2] })).toBe(1);
    expect(rate(accuracy, 3, { losses: [0.2, 0.5, 0.9] })).toBeCloseTo(0.1);
    const unwatched = [1, 1, 1].map((loss) => ({ ...epochOf(loss), validation: null }));
    expect(scheduledRate({ schedule, warmupEpochs: 0, epochs: 9 }, 1, 3, unwatched)).toBe(1);
  });

  it("is what Keras's callback does, which changes the rate itself after each epoch", () => {
    const settings = { patience: fc.nat(4), minDelta: fc.constantFrom(0, 0.5, 1), minLearningRate: fc.constantFrom(0, 0.05, 2) };
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 30 }), fc.record(settings), (losses, change) => {
        const rule = { ...schedule, ...change, factor: 0.5 };
        let [learningRate, best, wait] = [1, Number.POSITIVE_INFINITY, 0];
        losses.forEach((loss, i) => {
          if (loss < best - rule.minDelta) [best, wait] = [loss, 0];
          else if (++wait >= rule.patience && learningRate > rule.minLearningRate) {
            learningRate = Math.max(learningRate * rule.factor, rule.minLearningRate);
            wait = 0;
          }
          expect(rate(rule, i + 1, { losses: losses.slice(0, i + 1) })).toBeCloseTo(learningRate, 12);
        });
      }),
    );
  });
});

describe('a monitor', () => {
  it('reads its own figure', () => {
    const scores = { training: { loss: 1, accuracy: 2 }, validation: { loss: 3, accuracy: 4 } };
    const monitors = ['trainingLoss', 'trainingAccuracy', 'validationLoss', 'validationAccuracy'] as const;
    expect(monitors.map((monitor) => monitored(scores, monitor))).toEqual([1, 2, 3, 4]);
    expect(monitors.map((monitor) => monitored({ ...scores, validation: null }, monitor))).toEqual([1, 2, null, null]);
  });

  it('takes the first figure for an improvement, and an equal one for none', () => {
    expect(improves(5, null, 'trainingLoss', 1)).toBe(true);
    expect(improves(5, 5, 'trainingLoss', 0)).toBe(false);
    expect(improves(0.5, 0.5, 'trainingAccuracy', 0)).toBe(false);
    expect(improves(0.6, 0.5, 'trainingAccuracy', 0.05)).toBe(true);
  });
});
