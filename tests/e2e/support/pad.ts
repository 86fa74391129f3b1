import type { Locator, Page } from '@playwright/test';

/** A place on the pad in image units, from 0 to 28. */
export type XY = readonly [number, number];

/** A shirt's outline from the left end of its hem around to the right end, in image units. */
export const SHIRT: readonly XY[] = [
  [8, 25],
  [8, 12],
  [4, 14],
  [2, 9],
  [9, 3],
  [19, 3],
  [26, 9],
  [24, 14],
  [20, 12],
  [20, 25],
];

export const CLOSED_SHIRT: readonly XY[] = [...SHIRT, [8, 25]];

/** A closed outline with sleeves down to the hem. */
export const LONG_SLEEVED_SHIRT: readonly XY[] = [
  [9, 26],
  [9, 12],
  [6, 24],
  [2, 23],
  [5, 7],
  [10, 3],
  [18, 3],
  [23, 7],
  [26, 23],
  [22, 24],
  [19, 12],
  [19, 26],
  [9, 26],
];

export const pad = (within: Page | Locator) => within.getByLabel('Drawing', { exact: true });

export async function placeOn(within: Page | Locator, [x, y]: XY): Promise<{ x: number; y: number }> {
  const box = await pad(within).boundingBox();
  if (!box) throw new Error('The pad is not in sight.');
  return { x: box.x + (x / 28) * box.width, y: box.y + (y / 28) * box.height };
}

/** Draws a line with the mouse, on the pad that lies within. */
export async function stroke(page: Page, points: readonly XY[], within: Page | Locator = page): Promise<void> {
  for (const [index, point] of points.entries()) {
    const { x, y } = await placeOn(within, point);
    await page.mouse.move(x, y, { steps: 2 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}
