import { cholesky, inverseOf, solveLower, solveUpper } from './matrix';

/** Places in the unit cube and the groups of coordinates that share a length scale: a coordinate's group by its position. */
export interface Coordinates {
  /** Group of each coordinate. */
  groups: readonly number[];
  groupCount: number;
}

/** What a Gaussian process expects at a place. */
export interface Expectation {
  mean: number;
  /** Of the function itself, without the noise of a measurement. */
  deviation: number;
}

/** A Gaussian process with the kernel Matern 5/2, fitted to measurements. */
export interface GaussianProcess {
  at(place: Float64Array): Expectation;
  /** Length scales by group, in units of the cube's side: the shorter, the more the parameter matters. */
  lengths: readonly number[];
}

/** Logarithms of the length scales, then of the share of noise. */
type Parameters = Float64Array;

const SQRT5 = Math.sqrt(5);
/** A prior over the parameters keeps few measurements from telling absurdities: normal over logarithms. */
const LENGTH_PRIOR = { mean: Math.log(0.5), deviation: 0.8 };
const NOISE_PRIOR = { mean: Math.log(1e-4), deviation: 2 };
const BOUNDS = { length: [Math.log(0.03), Math.log(10)], noise: [Math.log(1e-6), Math.log(1)] } as const;
const ROUNDS = 45;
const RATE = 0.12;
/** Parameters are fitted to at most so many measurements; all are used for what is expected. */
const FITTED = 56;

/**
 * Fits a Gaussian process: the length scales and the share of noise that make the measurements most likely, under a prior (Rasmussen and Williams,
 * Gaussian Processes for Machine Learning, 5.8 and 5.9, with the variance of the process worked out from the rest).
 *
 * @param places in the unit cube, one for each measurement
 * @param values measurements
 */
export function fitGaussianProcess(places: readonly Float64Array[], values: readonly number[], coordinates: Coordinates): GaussianProcess {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  const standard = values.map((value) => (value - mean) / deviation);
  const chosen = chosenForFit(standard);
  const parameters = mostLikely(
    chosen.map((i) => places[i] as Float64Array),
    Float64Array.from(chosen, (i) => standard[i] ?? 0),
    coordinates,
  );
  return expecting({ places, values: Float64Array.from(standard), coordinates, parameters, mean, deviation });
}

/** The best measurements and, evenly, some of the others. */
function chosenForFit(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  if (order.length <= FITTED) return order;
  const best = order.slice(0, FITTED / 2);
  const others = order.slice(FITTED / 2);
  return [...best, ...Array.from({ length: FITTED / 2 }, (_, k) => others[Math.floor((k * others.length) / (FITTED / 2))] ?? 0)];
}

/** Gradient ascent with steps of their own for each parameter (Adam), from the prior's mean. */
function mostLikely(places: readonly Float64Array[], values: Float64Array, coordinates: Coordinates): Parameters {
  const count = coordinates.groupCount + 1;
  const parameters = new Float64Array(count).fill(LENGTH_PRIOR.mean);
  parameters[count - 1] = NOISE_PRIOR.mean;
  const [first, second] = [new Float64Array(count), new Float64Array(count)];
  const best = { likelihood: Number.NEGATIVE_INFINITY, parameters: parameters.slice() };
  const squares = squaresByGroup(places, coordinates);
  for (let round = 1; round <= ROUNDS; round++) {
    const found = likelihoodOf(squares, values, parameters);
    if (!found) break;
    if (found.likelihood > best.likelihood) {
      best.likelihood = found.likelihood;
      best.parameters = parameters.slice();
    }
    for (let p = 0; p < count; p++) {
      const slope = found.slopes[p] ?? 0;
      first[p] = 0.9 * (first[p] ?? 0) + 0.1 * slope;
      second[p] = 0.98 * (second[p] ?? 0) + 0.02 * slope * slope;
      const step = (first[p] ?? 0) / (1 - 0.9 ** round) / (Math.sqrt((second[p] ?? 0) / (1 - 0.98 ** round)) + 1e-8);
      const [low, high] = p === count - 1 ? BOUNDS.noise : BOUNDS.length;
      parameters[p] = Math.min(high, Math.max(low, (parameters[p] ?? 0) + RATE * step));
    }
  }
  return best.parameters;
}

/** For each group, the squared distances between all pairs of places along its coordinates. */
function squaresByGroup(places: readonly Float64Array[], { groups, groupCount }: Coordinates): Float64Array[] {
  const size = places.length;
  const squares = Array.from({ length: groupCount }, () => new Float64Array(size * size));
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++)
      groups.forEach((group, d) => {
        const square = squares[group] as Float64Array;
        square[i * size + j] = (square[i * size + j] ?? 0) + ((places[i]?.[d] ?? 0) - (places[j]?.[d] ?? 0)) ** 2;
      });
  return squares;
}

/** The logarithm of the likelihood (and prior) and its slope along each parameter. */
function likelihoodOf(
  squares: readonly Float64Array[],
  values: Float64Array,
  parameters: Parameters,
): { likelihood: number; slopes: Float64Array } | null {
  const size = values.length;
  const groups = squares.length;
  const inverseSquares = Array.from({ length: groups }, (_, g) => Math.exp(-2 * (parameters[g] ?? 0)));
  const noise = Math.exp(parameters[groups] ?? 0);
  const factor = new Float64Array(size * size);
  const distances = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    factor[i * size + i] = 1 + noise;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let g = 0; g < groups; g++) sum += (squares[g]?.[i * size + j] ?? 0) * (inverseSquares[g] ?? 0);
      const distance = Math.sqrt(sum);
      distances[i * size + j] = distance;
      factor[i * size + j] = matern(distance);
    }
  }
  if (!cholesky(factor, size)) return null;
  const weights = values.slice();
  solveLower(factor, size, weights);
  solveUpper(factor, size, weights);
  let fit = 0;
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) {
    fit += (values[i] ?? 0) * (weights[i] ?? 0);
    logDeterminant += 2 * Math.log(factor[i * size + i] ?? 1);
  }
  const variance = Math.max(1e-10, fit / size);
  const inverse = inverseOf(factor, size);
  const slopes = new Float64Array(groups + 1);
  let noiseSlope = 0;
  for (let i = 0; i < size; i++) {
    noiseSlope += ((weights[i] ?? 0) ** 2 / variance - (inverse[i * size + i] ?? 0)) / 2;
    for (let j = 0; j < i; j++) {
      const at = i * size + j;
      const pull = ((weights[i] ?? 0) * (weights[j] ?? 0)) / variance - (inverse[at] ?? 0);
      const distance = distances[at] ?? 0;
      // dk / d log l = 5/3 (1 + sqrt(5) r) exp(-sqrt(5) r) * d² / l².
      const common = pull * (5 / 3) * (1 + SQRT5 * distance) * Math.exp(-SQRT5 * distance);
      for (let g = 0; g < groups; g++) slopes[g] = (slopes[g] ?? 0) + common * (squares[g]?.[at] ?? 0) * (inverseSquares[g] ?? 0);
    }
  }
  slopes[groups] = noiseSlope * noise;
  let prior = 0;
  for (let p = 0; p <= groups; p++) {
    const { mean, deviation } = p === groups ? NOISE_PRIOR : LENGTH_PRIOR;
    const away = ((parameters[p] ?? 0) - mean) / deviation;
    prior -= away ** 2 / 2;
    slopes[p] = (slopes[p] ?? 0) - away / deviation;
  }
  return { likelihood: -(size / 2) * Math.log(variance) - logDeterminant / 2 + prior, slopes };
}

const matern = (distance: number): number => (1 + SQRT5 * distance + (5 / 3) * distance ** 2) * Math.exp(-SQRT5 * distance);

interface Fitted {
  places: readonly Float64Array[];
  /** Standardized. */
  values: Float64Array;
  coordinates: Coordinates;
  parameters: Parameters;
  mean: number;
  deviation: number;
}

function expecting({ places, values, coordinates, parameters, mean, deviation }: Fitted): GaussianProcess {
  const size = places.length;
  const { groups, groupCount } = coordinates;
  const lengths = Array.from({ length: groupCount }, (_, g) => Math.exp(parameters[g] ?? 0));
  const scaled = places.map((place) => place.map((value, d) => value / (lengths[groups[d] ?? 0] ?? 1)));
  const { factor, weights, variance } = solved(scaled, values, Math.exp(parameters[groupCount] ?? 0));
  return {
    lengths,
    at(place) {
      const own = place.map((value, d) => value / (lengths[groups[d] ?? 0] ?? 1));
      const near = Float64Array.from(scaled, (other) => matern(distanceOf(own, other)));
      let expected = 0;
      for (let i = 0; i < size; i++) expected += (near[i] ?? 0) * (weights[i] ?? 0);
      solveLower(factor, size, near);
      let known = 0;
      for (let i = 0; i < size; i++) known += (near[i] ?? 0) ** 2;
      return { mean: mean + deviation * expected, deviation: deviation * Math.sqrt(variance * Math.max(0, 1 - known)) };
    },
  };
}

/** The factor of the kernel's matrix. Where rounding leaves none, more noise is assumed. */
function solved(
  places: readonly Float64Array[],
  values: Float64Array,
  noise: number,
): { factor: Float64Array; weights: Float64Array; variance: number } {
  const size = places.length;
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      factor[i * size + j] = i === j ? 1 + noise : matern(distanceOf(places[i] as Float64Array, places[j] as Float64Array));
  if (!cholesky(factor, size)) return solved(places, values, noise * 10);
  const weights = values.slice();
  solveLower(factor, size, weights);
  solveUpper(factor, size, weights);
  const fit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  return { factor, weights, variance: Math.max(1e-10, fit / size) };
}

function distanceOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += ((a[d] ?? 0) - (b[d] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
