/** Numbers that are added one by one, in eight interleaved sums. */
const BLOCK = 128;

/**
 * The sum of numbers, added pairwise (Higham 1993) in the very order that numpy adds them: eight interleaved sums up to 128 numbers, halves (the first
 * one a multiple of 8) beyond. More exact than one after the other, and equal to numpy's to the last bit, so that a mean that lies between two
 * printed digits is rounded as scikit-learn rounds it.
 */
export function pairwiseSum(values: ArrayLike<number>, from = 0, count = values.length): number {
  if (count < 8) return plainSum(values, from, count);
  if (count <= BLOCK) return blockSum(values, from, count);
  const half = Math.floor(count / 2);
  const first = half - (half % 8);
  return pairwiseSum(values, from, first) + pairwiseSum(values, from + first, count - first);
}

function plainSum(values: ArrayLike<number>, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += values[i]!;
  return sum;
}

function blockSum(values: ArrayLike<number>, from: number, count: number): number {
  const sums = Array.from({ length: 8 }, (_, k) => values[from + k]!);
  const whole = count - (count % 8);
  for (let i = 8; i < whole; i++) sums[i % 8]! += values[from + i]!;
  const [a, b, c, d, e, f, g, h] = sums as [number, number, number, number, number, number, number, number];
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < count; i++) sum += values[from + i]!;
  return sum;
}
