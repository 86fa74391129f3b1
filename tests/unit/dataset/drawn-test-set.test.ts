import { HALVES, readDrawings } from '@tests/support/drawings/files';
import { drawnGarments, moreDrawings } from '@tests/support/drawings/garments';
import { HANDS } from '@tests/support/drawings/hands';
import { STYLES } from '@tests/support/drawings/styles';
import { tracedSilhouettes } from '@tests/support/drawings/traced';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { facesRight } from '@/dataset/drawing/facing';
import { toNetworkInput } from '@/dataset/drawing/input';
import { isOutline } from '@/dataset/drawing/outline';
import { garmentSilhouette } from '@/dataset/garments';
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

describe('drawings that are in no file', () => {
  it('are made by the same rules as the files, and are others', () => {
    const byName = new Map(halves[0]!.map((one) => [one.name, one.pixels.join()]));
    const made = drawnGarments(0).map(({ name, drawing }) => [name, toNetworkInput(drawing).join()] as const);
    for (const [name, pixels] of made.slice(0, 12)) expect(pixels).toBe(byName.get(`${name}`));
    const more = moreDrawings(1);
    expect(more.map(({ name }) => name)).toEqual(made.map(([name]) => name));
    expect(more.filter(({ name, pixels }) => pixels.join() === byName.get(name)).length).toBe(0);
    const held = moreDrawings(1, 'held-back');
    expect(held.filter(({ pixels }, i) => pixels.join() === more[i]?.pixels.join()).length).toBe(0);
  });

  it('follow the silhouettes: as lines along their edges, or filled to their area', () => {
    const outlines = tracedSilhouettes(2, false);
    const filled = tracedSilhouettes(2, true);
    for (const [i, { label, pixels }] of filled.entries()) {
      const mask = garmentSilhouette(label ?? -1);
      const covered = mask.filter((value, at) => value > 127 && pixels[at]! > 60).length / mask.filter((value) => value > 127).length;
      expect(covered, `class ${label}`).toBeGreaterThan(0.75);
      const lit = (image: Uint8Array) => image.filter((value) => value > 60).length;
      expect(lit(outlines[i]!.pixels)).toBeLessThanOrEqual(lit(pixels));
    }
    expect(outlines.length).toBe(20);
  });
});
