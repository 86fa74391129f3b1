/**
 * Seeded randomness for everything that influences a result. All generators here are counter based or 32-bit integer recurrences, so that
 * the same seed gives the same numbers in every browser.
 */

/** Mixes any number of 32-bit integers into one well-spread unsigned 32-bit integer (murmur3's finaliser over a running combination). */
export function hash32(...parts: number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ (part | 0), 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** A stream of random numbers. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  next(): number;
  /** The next integer, uniform in [0, bound). */
  below(bound: number): number;
  /** The next number of a standard normal distribution. */
  normal(): number;
}

/** A random stream (mulberry32) that depends on nothing but `seed`. Every seed, 0 included, is a stream of its own. */
export function createRandom(seed: number): Random {
  let state = hash32(seed, 0x5eed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    // Box and Muller's transform; 1 - next() keeps the logarithm's argument above 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Shuffles `items` in place (Fisher and Yates) and returns it. */
export function shuffle<T extends Uint32Array | number[]>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = items[i] as number;
    items[i] = items[j] as number;
    items[j] = held;
  }
  return items;
}
