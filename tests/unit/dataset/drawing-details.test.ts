import { describe, expect, it } from 'vitest';
import { addDetails } from '@/dataset/augmentation/drawing/details';
import { frameOf } from '@/dataset/augmentation/drawing/frame';
import { createRandom } from '@/experiment/random';

const SIZE = { height: 28, width: 28 };
const GROUND = 180;
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

/** 1 in a rectangle, whose right and lower edges are in it. */
const rectangle = (left: number, top: number, right: number, bottom: number) =>
  Uint8Array.from({ length: 784 }, (_, at) => {
    const [x, y] = [at % 28, Math.floor(at / 28)];
    return Number(x >= left && x <= right && y >= top && y <= bottom);
  });

/** What is drawn inside a garment of one gray. */
function detailed(className: string, seed: number, { mask = rectangle(2, 4, 25, 23), mirrored = false } = {}): Float32Array {
  const drawn = Float32Array.from(mask, (inside) => inside * GROUND);
  addDetails(drawn, mask, { className, mirrored }, createRandom(seed), SIZE);
  return drawn;
}

describe('the measures of a garment', () => {
  const frame = frameOf(rectangle(6, 5, 21, 20), SIZE);

  it('go from the left edge of its box to the right one, and from the neck to the hem', () => {
    expect([frame?.at(-1, 0), frame?.at(0, 0), frame?.at(1, 1)]).toEqual([
      [6, 5.5],
      [14, 5.5],
      [22, 20.5],
    ]);
  });

  it('follow an edge at some pixels inside it', () => {
    const along = (edge: 'upper' | 'lower') => frame?.along(edge, [-0.9, 0.9], 2) ?? [];
    expect([along('upper').length, new Set(along('upper').map(([, y]) => y))]).toEqual([9, new Set([7.5])]);
    expect(new Set(along('lower').map(([, y]) => y))).toEqual(new Set([18.5]));
    const across = along('upper').map(([x]) => x);
    expect([across[0], across.at(-1)]).toEqual([6.5, 21.5]);
  });

  it('are none of what is hardly there', () => {
    expect(frameOf(rectangle(6, 5, 9, 20), SIZE)).toBeNull();
    expect(frameOf(new Uint8Array(784), SIZE)).toBeNull();
  });
});

describe('what people draw inside a garment', () => {
  it('stays inside it, and can be told from what it is drawn on', () => {
    const mask = rectangle(4, 8, 23, 20);
    for (const seed of SEEDS) {
      const drawn = detailed('Coat', seed, { mask });
      expect(drawn.every((value, at) => mask[at] === 1 || value === 0)).toBe(true);
      // At least half of a line's gray is seen in the pixel that it is nearest to.
      expect(Math.max(...drawn.map((value, at) => (mask[at] ? Math.abs(value - GROUND) : 0)))).toBeGreaterThan(75 / 2);
    }
  });

  it('is on both sides of what has two', () => {
    let [left, right] = [0, 0];
    for (const seed of SEEDS) {
      detailed('Coat', seed).forEach((value, at) => {
        if (value === 0 || value === GROUND) return;
        if (at % 28 < 11) left++;
        if (at % 28 > 16) right++;
      });
    }
    expect(left).toBeGreaterThan(500);
    expect(Math.abs(left - right)).toBeLessThan(0.2 * right);
  });

  it('is on the other side of a shoe that points the other way', () => {
    for (const name of ['Sneaker', 'Ankle boot'])
      for (const seed of SEEDS) {
        const [plain, turned] = [detailed(name, seed), detailed(name, seed, { mirrored: true })];
        plain.forEach((value, at) => {
          // Where two parts of a line meet, its soft edge is a little bolder.
          expect(Math.abs(turned[at - (at % 28) + 27 - (at % 28)]! - value)).toBeLessThan(50);
        });
      }
  });
});
