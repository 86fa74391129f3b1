import type { Steps } from '@/engine/classical/slices';

/** A function to minimise: its value at a point, and its gradient there (a new array each time). */
export type Objective = (point: Float64Array) => Steps<{ value: number; gradient: Float64Array }>;

/** Where a minimisation ended. `settled` is false where it ran out of iterations. */
export interface Minimum {
  point: Float64Array;
  value: number;
  iterations: number;
  settled: boolean;
}

/** Steps remembered, as scipy does. */
const MEMORY = 10;
/** The share of the promised decrease that a step must bring (Armijo's condition). */
const ENOUGH = 1e-4;
/** Halvings after which no decrease is to be had in 64-bit floats. */
const MAX_HALVINGS = 40;
/** A relative decrease below this is rounding: scipy's factr of 64 units in the last place. */
const ROUNDING = 64 * Number.EPSILON;

interface Pair {
  step: Float64Array;
  change: Float64Array;
  /** 1 / (step · change) */
  rho: number;
}

/**
 * L-BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5) with backtracking. It has settled once the largest part of the
 * gradient is at most `tolerance`, or once no step makes the value smaller. `onIteration` hears of each step taken.
 */
export function* minimise(
  objective: Objective,
  start: Float64Array,
  { maxIterations, tolerance, onIteration }: { maxIterations: number; tolerance: number; onIteration(done: number, value: number): void },
): Steps<Minimum> {
  const pairs: Pair[] = [];
  let [point, now] = [start, yield* objective(start)];
  for (let iterations = 0; ; iterations++) {
    if (largest(now.gradient) <= tolerance) return { point, value: now.value, iterations, settled: true };
    if (iterations === maxIterations) return { point, value: now.value, iterations, settled: false };
    const direction = descent(now.gradient, pairs);
    const next = yield* stepAlong(objective, point, now, direction);
    if (next === null) return { point, value: now.value, iterations, settled: true };
    remember(pairs, difference(next.point, point), difference(next.gradient, now.gradient));
    const gain = (now.value - next.value) / Math.max(Math.abs(now.value), 1);
    [point, now] = [next.point, next];
    onIteration(iterations + 1, now.value);
    if (gain <= ROUNDING) return { point, value: now.value, iterations: iterations + 1, settled: true };
  }
}

/** The first of the steps 1, 1/2, 1/4 … along the direction that brings enough; `null` where none does. */
function* stepAlong(objective: Objective, from: Float64Array, now: { value: number; gradient: Float64Array }, direction: Float64Array) {
  const slope = dot(now.gradient, direction);
  for (let length = 1, tries = 0; tries < MAX_HALVINGS; tries++, length /= 2) {
    const point = from.map((value, i) => value + length * direction[i]!);
    const next = yield* objective(point);
    if (next.value <= now.value + ENOUGH * length * slope) return { ...next, point };
  }
  return null;
}

/** The two-loop recursion: minus the inverse Hessian, as far as the remembered steps tell it, times the gradient. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const newest = pairs.at(-1);
  // Without any step to go by, one of length 1: the gradient's own length says nothing of how far to go.
  if (!newest) return scale(direction, 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))));
  const shares: number[] = [];
  for (const { step, change, rho } of pairs.toReversed()) {
    const share = rho * dot(step, direction);
    shares.unshift(share);
    addTo(direction, change, -share);
  }
  scale(direction, 1 / (newest.rho * dot(newest.change, newest.change)));
  for (const [i, { step, change, rho }] of pairs.entries()) addTo(direction, step, shares[i]! - rho * dot(change, direction));
  return direction;
}

/** Keeps a step where the gradient grew along it, which alone keeps the directions going down. */
function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (!(curvature > Number.EPSILON * dot(change, change))) return;
  pairs.push({ step, change, rho: 1 / curvature });
  if (pairs.length > MEMORY) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addTo(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * other[i]!;
}

function scale(values: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < values.length; i++) values[i]! *= factor;
  return values;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
