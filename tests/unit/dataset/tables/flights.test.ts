import { describe, expect, it } from 'vitest';
import { generateFlights } from '@/dataset/tables/flights';
import { FLIGHT_PRICES } from '@/experiment/data/tables';

const rows = generateFlights(4000);
const column = (name: string) => rows.columns[FLIGHT_PRICES.columns.findIndex((each) => each.name === name)]!;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const pricesWhere = (keep: (row: number) => boolean) => [...rows.target].filter((_, row) => keep(row));

describe('the invented flights', () => {
  it('are the same rows each time, however many there are', () => {
    const few = generateFlights(10);
    expect([...few.target]).toEqual([...rows.target.slice(0, 10)]);
    few.columns.forEach((values, k) => {
      expect([...values]).toEqual([...rows.columns[k]!.slice(0, 10)]);
    });
  });

  it('never change: runs depend on them', () => {
    expect([...rows.target.slice(0, 5)]).toMatchInlineSnapshot(`
      [
        9926,
        35097,
        47553,
        72742,
        6908,
      ]
    `);
    const cells = [0, 1, 2].map((row) => rows.columns.map((values) => Number(values[row]!.toFixed(4))));
    expect(cells).toMatchInlineSnapshot(`
      [
        [
          5,
          4,
          1,
          0,
          1,
          1,
          0,
          5.3333,
          10,
        ],
        [
          1,
          1,
          0,
          4,
          1,
          0,
          1,
          6.1667,
          11,
        ],
        [
          5,
          1,
          5,
          4,
          1,
          5,
          1,
          4.5833,
          1,
        ],
      ]
    `);
  });

  it('arrive in the part of the day that departure and duration leave room for', () => {
    const [leaving, arriving, duration] = [column('Departure'), column('Arrival'), column('Duration')];
    rows.target.forEach((_, row) => {
      // Parts last four hours, and a flight leaves at a full hour.
      const parts = [0, 1, 2, 3].map((hour) => Math.floor((4 * leaving[row]! + hour + duration[row]!) / 4) % 6);
      expect(parts).toContain(arriving[row]);
    });
  });

  it('take longer with every stop and with the distance, and go as far there as back', () => {
    const [from, to, stops, duration] = [column('From'), column('To'), column('Stops'), column('Duration')];
    const direct = (a: number, b: number) =>
      new Set([...duration].filter((_, row) => from[row] === a && to[row] === b && stops[row] === 0));
    // Delhi and Chennai are farther apart than Bangalore and Chennai.
    expect([...direct(2, 1)]).toEqual([...direct(1, 2)]);
    expect(Math.min(...direct(2, 1))).toBeGreaterThan(Math.max(...direct(0, 1)));
    const [none = 0, one = 0, two = 0] = [0, 1, 2].map((count) => mean([...duration].filter((_, row) => stops[row] === count)));
    expect([one - none > 1.5, two - one > 1.5]).toEqual([true, true]);
  });

  it('have cells that their columns know', () => {
    FLIGHT_PRICES.columns.forEach((known, k) => {
      const levels = known.kind === 'category' ? known.levels.length : Number.POSITIVE_INFINITY;
      expect(rows.columns[k]!.every((cell) => cell >= 0 && cell < levels)).toBe(true);
    });
    expect(column('From').every((from, row) => from !== column('To')[row])).toBe(true);
    expect(column('Days left').every((days) => days >= 1 && days <= 49)).toBe(true);
    expect(rows.target.every((price) => Number.isInteger(price) && price > 0)).toBe(true);
  });

  it('cost more in business class, shortly before departure, and with a dear airline', () => {
    const economy = (row: number) => column('Class')[row] === 0;
    expect(mean(pricesWhere((row) => !economy(row)))).toBeGreaterThan(4 * mean(pricesWhere(economy)));
    const days = column('Days left');
    expect(mean(pricesWhere((row) => economy(row) && days[row]! <= 5))).toBeGreaterThan(
      1.4 * mean(pricesWhere((row) => economy(row) && days[row]! > 30)),
    );
  });

  it('have a business class only where the airline has one', () => {
    expect(column('Class').every((own, row) => own === 0 || column('Airline')[row] === 1 || column('Airline')[row] === 5)).toBe(true);
  });
});
