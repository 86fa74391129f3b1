import { createRandom } from '@/experiment/random';

/**
 * What a garment's maker asks of chance. Only + - * / on integers' hashes lie behind it: a logarithm or a sine may differ in the last bit from
 * browser to browser, and the garments must be the same bytes everywhere.
 */
export interface Dice {
  /** A number, uniform in [low, high). */
  between(low: number, high: number): number;
  /** A number in [low, high) that favours the middle (the mean of two uniform ones). */
  bell(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the keys, as often as its weight says. */
  pick<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** Dice that fall the same way for the same seed. */
export function createDice(seed: number): Dice {
  const random = createRandom(seed);
  return diceFrom(() => random.next());
}

/** Dice that always fall in the middle: what they make is a garment of its class's usual proportions. */
export function steadyDice(): Dice {
  return diceFrom(() => 0.5);
}

function diceFrom(next: () => number): Dice {
  return {
    between: (low, high) => low + (high - low) * next(),
    bell: (low, high) => low + (high - low) * 0.5 * (next() + next()),
    chance: (probability) => next() < probability,
    pick: (weights) => {
      const keys = Object.keys(weights) as (keyof typeof weights)[];
      let left = next() * keys.reduce((sum, key) => sum + weights[key], 0);
      for (const key of keys) {
        left -= weights[key];
        if (left < 0) return key;
      }
      return keys[keys.length - 1]!;
    },
  };
}
