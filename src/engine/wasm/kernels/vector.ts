/** Four floats at a time: the arithmetic that WebAssembly has no instruction for. */

/** a * b + c; one rounding instead of two where the module was compiled with relaxed SIMD and the processor can. */
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** Address of element `index` of a float array. */
@inline
export function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}

/** Stores the first `lanes` numbers of v. Loads need no such care: reading past a row is harmless, memory ends in slack. */
@inline
export function storeLanes(to: usize, v: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, v);
    return;
  }
  f32.store(to, f32x4.extract_lane(v, 0));
  if (lanes > 1) f32.store(to, f32x4.extract_lane(v, 1), 4);
  if (lanes > 2) f32.store(to, f32x4.extract_lane(v, 2), 8);
}

/** Sum of the four. */
@inline
export function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** max(v, slope * v): linear (1), relu (0) and leaky relu (between). A NaN stays one. */
@inline
export function rectify(v: v128, slope: v128): v128 {
  return f32x4.pmax(v, f32x4.mul(v, slope));
}

/** v where y is above 0, slope * v elsewhere: the gradient of `rectify`. */
@inline
export function gated(v: v128, y: v128, slope: v128): v128 {
  return v128.bitselect(v, f32x4.mul(v, slope), f32x4.gt(y, splat(0)));
}

/**
 * Zero in place of numbers so small that processors take a slow path for them (denormals): the memory of a weight whose gradient has died
 * would otherwise decay into them and stay there, and so would a gradient that goes back through hundreds of steps. A NaN stays one, so that a
 * run that has gone wrong shows it.
 */
@inline
export function flush(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), splat(1e-36)));
}

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts, the first exact in few bits, so that x - n ln 2 loses nothing (Cody and Waite 1980). */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/** e^x, to about 1e-7 of its value: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2] (coefficients of Cephes's expf, Moshier). */
@inline
export function exp(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, splat(88.02)), splat(-87.33));
  const n = f32x4.nearest(f32x4.mul(bounded, splat(LOG2_E)));
  const r = f32x4.sub(f32x4.sub(bounded, f32x4.mul(n, splat(LN2_HIGH))), f32x4.mul(n, splat(LN2_LOW)));
  let p = splat(1.9875691500e-4);
  p = fma(p, r, splat(1.3981999507e-3));
  p = fma(p, r, splat(8.3334519073e-3));
  p = fma(p, r, splat(4.1665795894e-2));
  p = fma(p, r, splat(1.6666665459e-1));
  p = fma(p, r, splat(5.0000001201e-1));
  p = f32x4.add(fma(f32x4.mul(p, r), r, r), splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp(f32x4.neg(x))));
}

/** tanh: 1 - 2 / (e^2x + 1), and near 0, where that cancels, Taylor's series to the ninth power (error below 1e-7 of the value). */
@inline
export function tanh(x: v128): v128 {
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(exp(f32x4.add(x, x)), splat(1))));
  const s = f32x4.mul(x, x);
  let p = splat(62.0 / 2835.0);
  p = fma(p, s, splat(-17.0 / 315.0));
  p = fma(p, s, splat(2.0 / 15.0));
  p = fma(p, s, splat(-1.0 / 3.0));
  const near = fma(f32x4.mul(p, s), x, x);
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), splat(0.3)));
}

/** e^x - 1 without cancellation: 2t / (1 - t) with t = tanh(x / 2). For x of at most 0. */
@inline
export function expm1(x: v128): v128 {
  const t = tanh(f32x4.mul(x, splat(0.5)));
  return f32x4.div(f32x4.add(t, t), f32x4.sub(splat(1), t));
}

/** The error function, to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26). */
@inline
export function erf(x: v128): v128 {
  const z = f32x4.abs(x);
  const t = f32x4.div(splat(1), fma(splat(0.3275911), z, splat(1)));
  let p = splat(1.061405429);
  p = fma(p, t, splat(-1.453152027));
  p = fma(p, t, splat(1.421413741));
  p = fma(p, t, splat(-0.284496736));
  p = fma(p, t, splat(0.254829592));
  const y = f32x4.sub(splat(1), f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(z, z)))));
  return v128.or(y, v128.and(x, splat(-0.0)));
}

/** Natural logarithm of a number of at least 1: exponent times ln 2 plus the series of artanh in the mantissa's distance from 1. */
export function log(x: f32): f32 {
  let exponent = (reinterpret<i32>(x) >> 23) - 127;
  let mantissa = reinterpret<f32>((reinterpret<i32>(x) & 0x7fffff) | 0x3f800000);
  if (mantissa > 1.41421356) {
    mantissa *= 0.5;
    exponent++;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  const s = z * z;
  let series: f32 = 0.11111111;
  series = series * s + 0.14285714;
  series = series * s + 0.2;
  series = series * s + 0.33333333;
  series = series * s + 1.0;
  return <f32>exponent * 0.69314718 + 2.0 * z * series;
}

/** e^x of one number. */
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp(splat(x)), 0);
}
