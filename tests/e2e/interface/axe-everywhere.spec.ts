import type { Page } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findingsInLooks, type Look } from '@tests/e2e/support/axe';
import { surfaces } from '@tests/e2e/support/surfaces';

test.use({ engine: 'wasm', tinyOptions: { train: 100, test: 40 } });

/** A laptop, a phone, and a laptop at 400%; the colors are the same at each, so all of them are looked at once. */
const SIZES: { width: number; height: number; looks: Look[] }[] = [
  { width: 1366, height: 768, looks: ['light', 'dark', 'forced colors'] },
  { width: 390, height: 844, looks: ['dark'] },
  { width: 320, height: 256, looks: ['light'] },
];

/** The least size of text where a page is held in the hand, in CSS pixels. */
const SMALLEST_TEXT = 12;

for (const { width, height, looks } of SIZES) {
  const size = `${width} x ${height}`;

  test(`axe finds nothing in any view or dialog at ${size}`, async ({ atelier, server, page }) => {
    // Dozens of surfaces; on a busy machine each takes seconds.
    test.setTimeout(300_000);
    await atelier.open(server.url);
    for (const preset of ['Softmax regression', 'Small CNN']) await atelier.trainToTheEnd({ preset, epochs: 1 });
    await page.setViewportSize({ width, height });
    for await (const { name, within } of surfaces(page)) {
      expect.soft(await findingsInLooks(page, looks, within), name).toEqual([]);
      expect.soft(await sidewaysScroll(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      if (width < 900) expect.soft(await smallTexts(page), `small print in ${name}`).toEqual([]);
    }
    await compareAll(page);
    expect.soft(await findingsInLooks(page, looks, 'main'), 'Compare').toEqual([]);
    expect.soft(await sidewaysScroll(page), 'Compare scrolls sideways').toBeLessThanOrEqual(0);
  });

  test(`axe finds nothing while nothing is trained, in wrong settings, and beside an error at ${size}`, async ({
    atelier,
    server,
    page,
  }) => {
    test.setTimeout(300_000);
    await atelier.open(server.url);
    await page.setViewportSize({ width, height });
    expect.soft(await findingsInLooks(page, looks), 'empty').toEqual([]);
    await setWrongly(atelier);
    expect.soft(await findingsInLooks(page, looks, 'main'), 'wrong').toEqual([]);
    expect.soft(await sidewaysScroll(page), 'wrong settings scroll sideways').toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Change the groups' }).click();
    await page.getByRole('button', { name: 'Add a group' }).click();
    expect.soft(await findingsInLooks(page, looks, 'dialog[open]'), 'groups').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add changes' }).click();
    await page.getByRole('button', { name: 'Cutout' }).click();
    await page.getByLabel('Images of', { exact: true }).selectOption({ label: 'Chosen classes' });
    expect.soft(await findingsInLooks(page, looks, 'dialog[open]'), 'augmentation').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('What to tell apart').selectOption({ label: 'All classes' });
    await atelier.field('Validation share').fill('0.1');
    await atelier.field('units').fill('64');
    await atelier.set({ batchSize: 8 });
    await atelier.train.click();
    await expect(page.getByRole('alert')).toContainText('Training stopped');
    expect.soft(await findingsInLooks(page, looks), 'error').toEqual([]);
  });
}

/** Settings of every panel that cannot be trained with, and some that are only too large. */
async function setWrongly(atelier: Atelier): Promise<void> {
  const { page } = atelier;
  await atelier
    .region('Network')
    .getByRole('button', { name: /^Dense/ })
    .click();
  for (const fold of ['Task', 'Pixels', 'Split']) await atelier.unfold('Data', fold);
  await page.getByLabel('What to tell apart').selectOption({ label: 'Groups' });
  await atelier.field('Validation share').fill('0.9');
  await atelier.field('Learning rate').fill('1000000');
  await atelier.field('units').fill('90000');
  await atelier.field('Batch size').fill('0');
}

async function compareAll(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: /^(Views|Panels)$/ })
    .getByRole('button', { name: 'Runs', exact: true })
    .filter({ visible: true })
    .click();
  const boxes = page.getByRole('checkbox', { name: /^Compare / });
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Loss of \d runs/ })).toBeVisible();
}

/** Pixels by which the page is wider than the window. */
const sidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Texts in sight that are smaller than they may be, each with its size. */
const smallTexts = (page: Page) =>
  page.evaluate((least) => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const text = texts.currentNode.textContent?.trim();
      if (!text || !element?.checkVisibility() || element.closest('.visually-hidden, #recharts_measurement_span, [aria-hidden="true"]'))
        continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < least) found.push(`${text}: ${size}px`);
    }
    return found;
  }, SMALLEST_TEXT);
