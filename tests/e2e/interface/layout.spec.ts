import { type Atelier, expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

const LAPTOPS = [
  { width: 1366, height: 768 },
  { width: 1366, height: 640 },
  { width: 1920, height: 1080 },
] as const;
const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
/** A laptop at 200%. */
const ZOOMED = { width: 683, height: 384 };

const PANELS = ['Data', 'Network', 'Training', 'Run', 'Curves', 'Confusion matrix', 'Samples', 'Draw'];

interface Box {
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the panels are that can be seen, and the button that used to hang out of its own. */
async function boxes(atelier: Atelier): Promise<Box[]> {
  const named = PANELS.map((name) => ({ name, locator: atelier.region(name) }));
  const found = await Promise.all(
    [...named, { name: 'Epoch table', locator: atelier.page.getByRole('button', { name: 'Epoch table' }) }].map(
      async ({ name, locator }) => {
        const box = await locator.boundingBox();
        return box ? [{ name, ...box }] : [];
      },
    ),
  );
  return found.flat();
}

/** Pairs of panels that lie over one another, by more than a rounding. */
function overlaps(all: Box[]): string[] {
  const within = (a: Box, b: Box) => [a.name, b.name].sort().join() === 'Curves,Epoch table';
  const over = (a: Box, b: Box) =>
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1;
  return all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (!within(a, b) && over(a, b) ? [`${a.name} over ${b.name}`] : [])));
}

/** How far the page itself could be scrolled. */
const pageScroll = (atelier: Atelier) =>
  atelier.page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
  });

test('laptops never scroll the page, nothing overlaps, Train is in reach', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const state of ['empty', 'trained']) {
    if (state === 'trained') await atelier.trainToTheEnd({ epochs: 1 });
    for (const size of [...LAPTOPS, TABLET]) {
      const where = `${state}, ${size.width}x${size.height}`;
      await page.setViewportSize(size);
      await expect(atelier.train).toBeInViewport({ ratio: 1 });
      expect(await pageScroll(atelier), where).toEqual({ across: 0, down: 0 });
      expect(overlaps(await boxes(atelier)), where).toEqual([]);
      if (size === TABLET) continue;
      for (const name of PANELS) await expect(atelier.region(name), `${name}: ${where}`).toBeInViewport({ ratio: 0.99 });
    }
    await page.setViewportSize(LAPTOPS[0]);
  }
});

test.describe('on a phone, and on a laptop at 200%', () => {
  test.use({ viewport: PHONE, deviceScaleFactor: 2 });

  test('every tab fits across, with Train in reach and on top', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await atelier.trainToTheEnd({ epochs: 1 });
    for (const size of [PHONE, ZOOMED]) {
      await page.setViewportSize(size);
      for (const tab of await page.getByRole('navigation', { name: 'Panels' }).getByRole('button').all()) {
        await tab.click();
        for (const y of [0, 10_000]) {
          await page.evaluate((top) => scrollTo(0, top), y);
          await expect(atelier.train).toBeInViewport({ ratio: 1 });
          // A trial click fails where anything lies over the button.
          await atelier.train.click({ trial: true });
        }
        expect((await pageScroll(atelier)).across, `${size.width}x${size.height}`).toBe(0);
        await page.evaluate(() => scrollTo(0, 0));
      }
    }
  });
});

test('messages take room without hiding Train or scrolling the page', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.field('Learning rate').fill('1000000');
  await atelier.train.click();
  await expect(page.getByRole('alert')).toContainText('Training stopped');
  for (const size of [...LAPTOPS, TABLET, PHONE]) {
    await page.setViewportSize(size);
    await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 });
    await expect(atelier.train).toBeInViewport({ ratio: 1 });
    expect(await pageScroll(atelier), `${size.width}x${size.height}`).toEqual({ across: 0, down: 0 });
  }
});
