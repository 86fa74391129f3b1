import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochScores, improves, monitored } from '@/experiment/training/monitoring';
import { highestRate, scheduledRate } from '@/experiment/training/schedules/rate';
import type { Schedule } from '@/experiment/training/types';

/** Steps in an epoch of these runs. */
const STEPS = 1000;
const rate = (schedule: Schedule, epoch: number, { base = 1, warmupEpochs = 0, epochs = 10, losses = [] as number[] } = {}) =>
  scheduledRate({ schedule, warmupEpochs, epochs }, base, { step: epoch * STEPS, stepsPerEpoch: STEPS, finished: losses.map(epochOf) });
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

  it('rises in a warm-up from its first step on, on top of its schedule', () => {
    const warmUp = (step: number, more = {}) =>
      scheduledRate({ schedule: { kind: 'constant' }, warmupEpochs: 2, epochs: 5 }, 4, { step, stepsPerEpoch: 4, finished: [], ...more });
    expect([0, 1, 2, 6, 7, 8, 12].map((step) => warmUp(step))).toEqual([0.5, 1, 1.5, 3.5, 4, 4, 4]);
    expect(rate({ kind: 'step', every: 1, factor: 0.5 }, 1, { warmupEpochs: 2 })).toBeCloseTo(0.5 * (1001 / 2000));
    // A run that an earlier version began goes on as that version would have.
    expect([0, 1, 2, 7, 8].map((step) => warmUp(step, { warmsUpFromZero: true }))).toEqual([0, 0.5, 1, 3.5, 4]);
  });

  it('never wastes the only step of a run on a rate of 0', () => {
    const training = { schedule: { kind: 'constant' }, warmupEpochs: 1, epochs: 1 } as const;
    expect(scheduledRate(training, 0.1, { step: 0, stepsPerEpoch: 1, finished: [] })).toBe(0.1);
  });

  it('runs a schedule that was begun anew over its own epochs', () => {
    const at = (epoch: number, schedule: Schedule) =>
      scheduledRate({ schedule, warmupEpochs: 0, epochs: 5 }, 1, {
        step: epoch * STEPS,
        stepsPerEpoch: STEPS,
        finished: [],
        cycle: { from: 5, epochs: 3 },
      });
    expect([5, 6.5, 8].map((epoch) => at(epoch, { kind: 'cosine', finalShare: 0 }))).toEqual([1, expect.closeTo(0.5), expect.closeTo(0)]);
    expect(at(6, { kind: 'exponential', factor: 0.5 })).toBeCloseTo(0.5);
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
    expect(scheduledRate({ schedule, warmupEpochs: 0, epochs: 9 }, 1, { step: 3, stepsPerEpoch: 1, finished: unwatched })).toBe(1);
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

describe('the highest rate of a run', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
    fc.constant<Schedule>({ kind: 'constant' }),
    fc.record({ kind: fc.constant('step' as const), every: fc.integer({ min: 1, max: 4 }), factor: share }),
    fc.record({ kind: fc.constant('exponential' as const), factor: share }),
    fc.record({ kind: fc.constant('cosine' as const), finalShare: fc.oneof(fc.constant(0), share) }),
  );
  const warmups = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 12, noNaN: true }), fc.integer({ min: 1, max: 12 }));

  it('is the largest of all its steps', () => {
    fc.assert(
      fc.property(
        anySchedule,
        warmups,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 60 }),
        (schedule, warmupEpochs, epochs, stepsPerEpoch) => {
          const training = { schedule, warmupEpochs, epochs, learningRate: 0.1 };
          const rates = Array.from({ length: epochs * stepsPerEpoch }, (_, step) =>
            scheduledRate(training, 0.1, { step, stepsPerEpoch, finished: [] }),
          );
          expect(highestRate(training, stepsPerEpoch)).toBe(Math.max(...rates));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is not known where what the run does decides', () => {
    const reduce = { kind: 'reduceOnPlateau', monitor: 'trainingLoss', factor: 0.5, patience: 1, minDelta: 0, minLearningRate: 0 } as const;
    expect(highestRate({ schedule: reduce, warmupEpochs: 0, epochs: 3, learningRate: 1 }, 10)).toBeNull();
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
