import { describe, expect, it } from 'vitest';
import { figureAxis, fitting, fittingEnd, labelledValues, placeOn, shareOn } from '@/features/studies/charts/scale';

describe('the axis of figures', () => {
  it('has every run of a repeat or a comparison at its own place', () => {
    const figures = [1, 1, 1, 1, 1, 1, 1, 0.95, 0.95];
    const axis = figureAxis('validationAccuracy', figures, true);
    expect([axis.low, axis.high]).toEqual([0.94, 1]);
    expect(shareOn(axis, 0.95)).toBeCloseTo(1 / 6, 9);
  });

  it('never leaves accuracies above 1, and has room for equal figures', () => {
    expect(figureAxis('validationAccuracy', [1, 1, 1]).high).toBe(1);
    expect(figureAxis('validationAccuracy', [1, 1, 1]).low).toBeLessThan(1);
    expect(figureAxis('validationLoss', [0.3]).ticks.length).toBeGreaterThan(1);
  });

  it('is not wrecked by a loss that diverged', () => {
    const axis = figureAxis('validationLoss', [0.3, 0.31, 0.32, 0.33, 0.35, 0.36, 4000]);
    expect(axis.high).toBeLessThan(1);
    expect(shareOn(axis, 4000)).toBe(1);
  });

  it('keeps the good trials apart where nearly half of them only guess, and has all of few', () => {
    const figures = [0.89, 0.88, 0.87, 0.88, 0.86, 0.1, 0.1, 0.11, 0.1];
    expect(figureAxis('validationAccuracy', figures).low).toBeGreaterThan(0.7);
    expect(figureAxis('validationLoss', [0.3, 0.32, 0.31, 0.33, 4000, 2.3, 2.3]).high).toBeLessThan(1);
    expect(figureAxis('validationAccuracy', [0.9, 0.1]).low).toBeLessThanOrEqual(0.1);
  });
});

describe('words in a picture', () => {
  it('are cut to their room, but never to less than four letters', () => {
    expect(fitting('SGD with momentum', 62)).toBe('SGD with …');
    expect(fitting('Nadam', 1)).toBe('Nad…');
    expect(fittingEnd('Learning rate 0.01', 62)).toBe('…rate 0.01');
    expect(fittingEnd('Nadam', 62)).toBe('Nadam');
  });
});

describe('the axis of a parameter', () => {
  it('goes from one end to the other on its own scale', () => {
    const domain = { kind: 'range', min: 1e-4, max: 1e-2, step: null, log: true } as const;
    expect([1e-4, 1e-3, 1e-2].map((value) => placeOn(domain, value))).toEqual([0, expect.closeTo(0.5, 12), 1]);
    expect(labelledValues(domain)).toEqual([1e-4, 1e-3, 1e-2]);
  });

  it('names only values that the setting can take', () => {
    const steps = (max: number) => ({ kind: 'range', min: 1, max, step: 1, log: false }) as const;
    expect(labelledValues(steps(2))).toEqual([1, 2]);
    expect(labelledValues(steps(5))).toEqual([1, 3, 5]);
  });
});
