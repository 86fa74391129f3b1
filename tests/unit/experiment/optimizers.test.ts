import { describe, expect, it } from 'vitest';
import { OPTIMIZER_NAMES, OPTIMIZERS, slotNames } from '@/experiment/training/optimizers';
import { nadamSchedule } from '@/experiment/training/optimizers/nadam-schedule';

describe('Nadam’s schedule', () => {
  it.each([0, 0.5, 0.9, 0.999])('is the running product of u(t) at beta 1 of %s', (beta1) => {
    const u = (t: number) => beta1 * (1 - 0.5 * 0.96 ** t);
    let product = 1;
    for (let t = 1; t <= 1500; t++) {
      product *= u(t);
      const schedule = nadamSchedule(beta1, t);
      expect(schedule.u).toBeCloseTo(u(t), 14);
      expect(schedule.uNext).toBeCloseTo(u(t + 1), 14);
      expect(Math.abs(schedule.product - product)).toBeLessThanOrEqual(1e-10 * product + 1e-300);
      expect(Math.abs(schedule.productNext - product * u(t + 1))).toBeLessThanOrEqual(1e-10 * product + 1e-300);
    }
  });
});

describe('every optimizer', () => {
  it.each(OPTIMIZER_NAMES)('%s has a field for each of its options, and names its memories once', (name) => {
    const { defaults, fields } = OPTIMIZERS[name];
    const { kind, ...options } = defaults;
    expect(kind).toBe(name);
    expect(fields.map((field) => field.name).sort()).toEqual(Object.keys(options).sort());
    const slots = slotNames(defaults);
    expect(new Set(slots).size).toBe(slots.length);
  });
});
