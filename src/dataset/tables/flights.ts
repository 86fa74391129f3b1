import type { TableRows } from '@/dataset/types';
import { datasetInfo } from '@/experiment/data/datasets';
import { FLIGHT_PRICES } from '@/experiment/data/tables';
import { createRandom, hash32, type Random } from '@/experiment/random';

/** Changes whenever a row changes: a run's result depends on them. */
export const FLIGHTS_VERSION = 1;

const FLIGHTS_SALT = 0xf1185;

/** Where each city lies, in kilometers east and north of a common point, roughly. */
const PLACES: readonly (readonly [east: number, north: number])[] = [
  [0, 0], // Bangalore
  [290, 10], // Chennai
  [-40, 1740], // Delhi
  [100, 500], // Hyderabad
  [1150, 1070], // Kolkata
  [-480, 690], // Mumbai
];

/** By airline: how dear it is, how often it flies, and whether it has a business class. */
const AIRLINES = [
  { dear: 0.82, often: 10, business: false }, // AirAsia
  { dear: 1.08, often: 28, business: true }, // Air India
  { dear: 0.9, often: 10, business: false }, // GO FIRST
  { dear: 0.88, often: 16, business: false }, // IndiGo
  { dear: 0.96, often: 6, business: false }, // SpiceJet
  { dear: 1.2, often: 30, business: true }, // Vistara
] as const;

/** By part of the day, from early morning on: how dear it is to leave then. */
const LEAVING = [1.02, 1.06, 0.97, 1.08, 1, 0.86] as const;

/** How dear each number of stops is: changing costs another start and landing, and competes with fewer direct flights. */
const STOPPING = [0.85, 1.12, 1.2] as const;

const BUSINESS_SHARE = 0.58;
const ONE_STOP = 0.78;
const NO_STOP = 0.14;
const LONGEST_AHEAD = 49;
/** Kilometers an hour in the air, and hours for start and landing. */
const SPEED = 720;
const ON_GROUND = 0.6;

/**
 * The rows of "Flight prices", all invented. Every flight has an airline (drawn by how often it flies), two different cities, a part of the day to leave, stops, a
 * class (business only where the airline has one), and days left until it leaves (1 to 49, evenly). Then
 *
 *     km       = distance of the cities
 *     duration = 0.6 + km / 720 h, and for each stop 1.5 to 9 h more
 *     arrival  = the part of the day at departure + duration
 *     economy  = (1500 + 1.9 km) * airline * stops * leaving * (1 + 2.2 / (1 + days / 5))
 *     business = (22000 + 16 km) * airline * stops * leaving * (1 + 0.25 / (1 + days / 10))
 *     price    = that * (1 + noise), to the rupee; noise has a deviation of 0.09, and lies between -0.35 and 0.35
 *
 * Only additions, products and quotients, so that every browser draws the same rows. Row i depends on i alone.
 */
export function generateFlights(count = total()): TableRows {
  const { columns } = FLIGHT_PRICES;
  const values = columns.map((column) => (column.kind === 'number' ? new Float64Array(count) : new Uint16Array(count)));
  const prices = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const { cells, price } = flight(createRandom(hash32(FLIGHTS_SALT, FLIGHTS_VERSION, i)));
    cells.forEach((cell, k) => {
      values[k]![i] = cell;
    });
    prices[i] = price;
  }
  return { columns: values, target: prices };
}

function total(): number {
  const { train, test } = datasetInfo('flight-prices').counts;
  return train + test;
}

/** One row: its cells in the order of the columns. */
function flight(random: Random): { cells: number[]; price: number } {
  const airline = drawAirline(random);
  const from = random.below(PLACES.length);
  const to = (from + 1 + random.below(PLACES.length - 1)) % PLACES.length;
  const hour = random.below(24);
  const chance = random.next();
  const stops = chance < NO_STOP ? 0 : chance < NO_STOP + ONE_STOP ? 1 : 2;
  const isBusiness = AIRLINES[airline]!.business && random.next() < BUSINESS_SHARE;
  const days = 1 + random.below(LONGEST_AHEAD);
  const km = distance(from, to);
  let duration = ON_GROUND + km / SPEED;
  for (let stop = 0; stop < stops; stop++) duration += 1.5 + 7.5 * random.next() * random.next();
  duration = Math.round(duration * 12) / 12;
  const leaving = partOfDay(hour);
  const arriving = partOfDay((hour + duration) % 24);
  const fare = isBusiness ? (22_000 + 16 * km) * (1 + 0.25 / (1 + days / 10)) : (1500 + 1.9 * km) * (1 + 2.2 / (1 + days / 5));
  const price = Math.round(fare * AIRLINES[airline]!.dear * STOPPING[stops]! * LEAVING[leaving]! * (1 + noise(random)));
  return { cells: [airline, from, to, leaving, stops, arriving, isBusiness ? 1 : 0, duration, days], price };
}

function drawAirline(random: Random): number {
  let left = random.next() * AIRLINES.reduce((sum, { often }) => sum + often, 0);
  return Math.max(
    0,
    AIRLINES.findIndex(({ often }) => {
      left -= often;
      return left < 0;
    }),
  );
}

/** `Math.sqrt` is exact in every browser. */
const distance = (from: number, to: number): number =>
  Math.round(Math.sqrt((PLACES[from]![0] - PLACES[to]![0]) ** 2 + (PLACES[from]![1] - PLACES[to]![1]) ** 2));

/** Position among the parts of a day, of which the first begins at 4 and each lasts four hours. */
const partOfDay = (hour: number): number => Math.floor(((hour + 20) % 24) / 4);

/** Nearly normal: the sum of twelve even draws has a variance of 1. */
function noise(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.next();
  return Math.max(-0.35, Math.min(0.35, 0.09 * sum));
}
