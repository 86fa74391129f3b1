import { HALVES, readDrawings } from '@tests/support/drawings/files';
import { HANDS } from '@tests/support/drawings/hands';
import { STYLES } from '@tests/support/drawings/styles';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { facesRight } from '@/dataset/drawing/facing';
import { isOutline } from '@/dataset/drawing/outline';
import { createSession } from '@/features/draw/surface/session';

const halves = HALVES.map(readDrawings);
const all = halves.flat();
const garments = all.filter(({ label }) => label !== null);

describe('the drawn test set', () => {
  it('has every class in every style in both halves, by every hand, and things that are no garments', () => {
    for (const half of halves) {
      const found = half.filter(({ label }) => label !== null).map(({ label, style }) => `${label} ${style}`);
      expect(new Set(found).size).toBe(10 * STYLES.length);
      expect(half.filter(({ label }) => label === null).length).toBeGreaterThanOrEqual(12);
      for (const hand of HANDS) expect(half.filter((one) => one.hand === hand).length).toBeGreaterThan(20);
    }
    expect(garments.length).toBeGreaterThanOrEqual(120);
  });

  it('has no drawing twice', () => {
    expect(new Set(all.map(({ pixels }) => pixels.join())).size).toBe(all.length);
  });

  describe('on the pad', () => {
    const frames: (() => void)[] = [];
    beforeEach(() => {
      vi.stubGlobal('requestAnimationFrame', (show: () => void) => frames.push(show));
    });
    afterEach(() => vi.unstubAllGlobals());

    it('gives the network the same bytes as in a file', () => {
      for (const { drawing, pixels } of all.filter((_, i) => i % 9 === 0)) {
        const session = createSession();
        for (const operation of drawing.operations) {
          if (operation.kind !== 'stroke') session.add(operation);
          else {
            session.begin(operation);
            session.commit();
          }
        }
        for (const show of frames.splice(0)) show();
        expect(session.frame().input).toEqual(pixels);
      }
    });
  });

  it('shows which outlines are empty, and hardly ever takes a filled drawing for one', () => {
    // Trousers and sandals have hardly any inside between their lines.
    const wide = garments.filter(({ label }) => ![1, 5].includes(label ?? -1));
    const share = (styles: string[]) => {
      const these = wide.filter(({ style }) => styles.includes(style));
      return these.filter(({ pixels }) => isOutline(pixels)).length / these.length;
    };
    expect(share(['outline'])).toBeGreaterThanOrEqual(0.9);
    expect(share(['open'])).toBeGreaterThanOrEqual(0.7);
    expect(share(['filled', 'shaded'])).toBe(0);
  });

  it('has shoes that point to the right where they are mirrored', () => {
    const shoes = garments.filter(({ label }) => [5, 7, 9].includes(label ?? -1));
    const right = (these: typeof shoes) => these.filter(({ pixels }) => facesRight(pixels)).length / these.length;
    expect(right(shoes.filter(({ style }) => style === 'mirrored'))).toBeGreaterThanOrEqual(0.8);
    expect(right(shoes.filter(({ style }) => style !== 'mirrored'))).toBeLessThanOrEqual(0.1);
  });
});
