import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

/** The bubble that explains, while one is open. */
const bubble = (page: Page): Locator => page.locator('[popover]:popover-open');

/** Words of the Training panel and of the open cards, and a piece of what is said of each. */
const FIELDS = [
  ['Optimizer', /Momentum and per-weight/],
  ['Learning rate', /How far each step moves/],
  ['Batch size', /How many images, or rows of a table, the network looks at/],
  ['Epochs', /sees the whole training set/],
  ['Seed', /same seed gives the same result/],
] as const;

const CARDS = [
  ['Conv2D 1', 'kernel size', /Height and width of each filter/],
  ['Conv2D 1', 'strides', /How many pixels the filter moves/],
  ['Conv2D 1', 'padding', /zeros around the image/],
  ['Dropout 1', 'rate', /share of inputs set to zero/],
  ['BatchNormalization 1', 'momentum', /moving mean and variance/],
] as const;

test('everything explains itself on hover, on keyboard focus, and to screen readers', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const [name, words] of FIELDS) {
    const control = page.getByLabel(name, { exact: true });
    await expect(control).toHaveAccessibleDescription(words);
    await atelier.region('Training').getByText(name, { exact: true }).hover();
    await expect(bubble(page)).toHaveText(words);
    await page.mouse.move(0, 0);
    await expect(bubble(page)).toHaveCount(0);
  }
  await atelier.unfold('Data', 'Split');
  const share = page.getByLabel('Validation share', { exact: true });
  await expect(share).toHaveAccessibleDescription(/held out/);
  await page.getByLabel('Optimizer').focus();
  await page.keyboard.press('Tab');
  await expect(bubble(page)).toHaveText(/How far each step moves/);
  await page.keyboard.press('Escape');
  await expect(bubble(page)).toHaveCount(0);

  await atelier.preset.selectOption({ label: 'CNN with batch norm and dropout' });
  const network = atelier.region('Network');
  await network.getByText('Flatten', { exact: true }).hover();
  await expect(bubble(page)).toContainText('one flat list of numbers');
  await page.mouse.move(0, 0);
  let open = '';
  for (const [card, option, words] of CARDS) {
    if (card !== open) await network.getByRole('button', { name: new RegExp(`^${card}`) }).click();
    open = card;
    await expect(network.getByLabel(option, { exact: true })).toHaveAccessibleDescription(words);
    await network.getByText(option, { exact: true }).hover();
    await expect(bubble(page)).toHaveText(words);
  }
  await network.getByRole('button', { name: 'multiply-adds' }).last().hover();
  await expect(bubble(page)).toContainText('for one image');
  await page.getByLabel('Backend').hover();
  await expect(bubble(page)).toHaveText(/\w+ \w+/);
});

test('what a title explains to a mouse, it explains to a keyboard too', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'training', exact: true }).first().focus();
  await expect(bubble(page)).toHaveText('Hide or show: training');
  await page.keyboard.press('Escape');
  await expect(bubble(page)).toHaveCount(0);
});

test.describe('touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('a tap on a word explains it', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await atelier.region('Training').getByText('Epochs', { exact: true }).tap();
    await expect(bubble(page)).toHaveText(/whole training set/);
    await atelier.region('Network').getByRole('button', { name: 'parameters', exact: true }).tap();
    await expect(bubble(page)).toHaveText(/numbers that training adjusts/);
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Curves' }).tap();
    await page.getByRole('button', { name: 'training', exact: true }).first().tap();
    await expect(bubble(page)).toHaveText('Hide or show: training');
  });
});
