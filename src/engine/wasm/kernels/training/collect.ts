import { part, shareBegin, shareEnd } from '../threads/context';
import { Collect, LimitNorms } from '../instructions';
import { at, fma, splat, total } from '../vector';

/** Where gradients become whole: their parts, L1 / L2, and clipping (src/experiment/training/types.ts says what is clipped how). */

/** Numbers that one sum of floats covers before it is added to a double. */
const STRETCH: i32 = 4096;

/** A gradient with that of l1 |w| + l2 w^2 added. */
@inline
export function regularized(gradient: v128, weight: v128, l1: f32, l2: f32): v128 {
  let g = gradient;
  if (l2 != 0) g = fma(splat(2 * l2), weight, g);
  if (l1 != 0) {
    const both = splat(l1);
    const zero = splat(0);
    const positive = v128.and(both, f32x4.gt(weight, zero));
    g = f32x4.add(g, f32x4.sub(positive, v128.and(both, f32x4.lt(weight, zero))));
  }
  return g;
}

/** Leaves l1 |w| + l2 w^2, summed over the weights from `from` to `end`, as the part's own of the doubles at `penalties`. */
export function sumPenalties(weights: usize, l1: f32, l2: f32, penalties: usize, from: i32, end: i32): void {
  const l1s = splat(l1);
  const l2s = splat(l2);
  let whole: f64 = 0;
  for (let stretch = from; stretch < end; stretch += STRETCH) {
    const stretchEnd = min(stretch + STRETCH, end);
    let sum = splat(0);
    let i = stretch;
    for (; i + 4 <= stretchEnd; i += 4) {
      const w = v128.load(at(weights, i));
      sum = fma(fma(l2s, w, v128.bitselect(l1s, f32x4.neg(l1s), f32x4.ge(w, splat(0)))), w, sum);
    }
    let all = total(sum);
    for (; i < stretchEnd; i++) {
      const w = f32.load(at(weights, i));
      all += l1 * abs(w) + l2 * w * w;
    }
    whole += <f64>all;
  }
  f64.store(penalties + ((<usize>part) << 3), whole);
}

/** Sum of the squares of the numbers from `from` to `end`. */
function sumSquares(values: usize, from: i32, end: i32): f64 {
  let whole: f64 = 0;
  for (let stretch = from; stretch < end; stretch += STRETCH) {
    const stretchEnd = min(stretch + STRETCH, end);
    let sum = splat(0);
    let i = stretch;
    for (; i + 4 <= stretchEnd; i += 4) {
      const g = v128.load(at(values, i));
      sum = fma(g, g, sum);
    }
    let all = total(sum);
    for (; i < stretchEnd; i++) {
      const g = f32.load(at(values, i));
      all += g * g;
    }
    whole += <f64>all;
  }
  return whole;
}

/** Arrays end in slack: the last four may reach over. A NaN stays one under the limit. */
export function collect(task: Collect): void {
  const from = shareBegin(task.count, 16);
  const end = shareEnd(task.count, 16);
  if (task.l1 != 0 || task.l2 != 0) sumPenalties(task.weights, task.l1, task.l2, task.penalties, from, end);
  const high = splat(task.limit);
  const low = f32x4.neg(high);
  for (let i = from; i < end; i += 4) {
    const to = at(task.gradient, i);
    let g = v128.load(to);
    for (let p = 1; p < task.parts; p++) g = f32x4.add(g, v128.load(to + <usize>(p * task.partStride)));
    g = regularized(g, v128.load(at(task.weights, i)), task.l1, task.l2);
    if (task.limit != 0) g = f32x4.max(f32x4.min(g, high), low);
    v128.store(to, g);
  }
  if (task.squares) f64.store(task.squares + ((<usize>part) << 3), sumSquares(task.gradient, from, end));
}

/** There are few norms, so the first part takes them all, each summed in one order. */
export function limitNorms(task: LimitNorms): void {
  if (part != 0) return;
  let square = task.squares;
  for (let i = 0; i < task.count; i++) {
    let sum: f64 = 0;
    for (let j = 0; j < task.length; j++) {
      sum += f64.load(square);
      square += 8;
    }
    const limit = <f64>task.limit;
    f32.store(at(task.scales, i), <f32>(limit / max(Math.sqrt(sum), limit)));
  }
}
