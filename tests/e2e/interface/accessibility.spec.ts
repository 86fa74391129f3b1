import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import { findings, findingsInBothThemes } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm' });

const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

/** Looks at the page as it stands, on a laptop in both themes and on a phone. */
async function expectNothingFound(page: Page, state: string): Promise<void> {
  expect.soft(await findingsInBothThemes(page), `${state}, laptop`).toEqual([]);
  await page.setViewportSize(PHONE);
  expect.soft(await findings(page, 'theme'), `${state}, dark, phone`).toEqual([]);
  await page.setViewportSize(LAPTOP);
}

/** Looks at the page on a laptop in both themes, and on the phone at each of its tabs. */
async function expectNothingAnywhere(page: Page, state: string, phone: 'light' | 'dark'): Promise<void> {
  expect.soft(await findingsInBothThemes(page), `${state}, laptop`).toEqual([]);
  await page.emulateMedia({ colorScheme: phone, reducedMotion: 'reduce' });
  await page.setViewportSize(PHONE);
  for (const tab of await page.getByRole('navigation', { name: 'Panels' }).getByRole('button').all()) {
    await tab.click();
    expect.soft(await findings(page), `${state}, ${phone}, phone, ${await tab.textContent()}`).toEqual([]);
  }
  await page.setViewportSize(LAPTOP);
}

test('axe finds nothing while the page is empty, with the palette, and with the dialog', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await expectNothingAnywhere(page, 'empty', 'dark');
  await page.getByRole('button', { name: 'Add layer' }).click();
  await expectNothingFound(page, 'palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Browse images' }).click();
  await expect(page.getByRole('img', { name: 'Images of class Bag' })).toBeVisible();
  await page.getByRole('button', { name: 'Erase everything on this computer' }).click();
  await expectNothingFound(page, 'dialog');
});

test('axe finds nothing in the settings of the data, open, wrong, and in their dialogs', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const fold of ['Task', 'Pixels', 'Split']) await atelier.unfold('Data', fold);
  await atelier.field('Validation share').fill('0.9');
  await page.getByLabel('What to tell apart').selectOption({ label: 'Groups' });
  await expectNothingFound(page, 'folds');
  await page.getByRole('button', { name: 'Change the groups' }).click();
  await page.getByRole('button', { name: 'Add a group' }).click();
  await expectNothingFound(page, 'groups');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add changes' }).click();
  await page.getByRole('button', { name: 'Cutout' }).click();
  await page.getByLabel('Images of', { exact: true }).selectOption({ label: 'Chosen classes' });
  await expectNothingFound(page, 'augmentation');
});

test('axe finds nothing after training', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  await page
    .getByRole('region', { name: 'Network' })
    .getByRole('button', { name: /^Dense/ })
    .click();
  await expectNothingAnywhere(page, 'trained', 'light');
});

test('axe finds nothing with wrong settings and beside an error', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page
    .getByRole('region', { name: 'Network' })
    .getByRole('button', { name: /^Dense/ })
    .click();
  await atelier.field('Learning rate').fill('1000000');
  await atelier.field('units').fill('90000');
  await atelier.field('Batch size').fill('0');
  await expectNothingFound(page, 'wrong');
  await atelier.field('units').fill('64');
  await atelier.set({ batchSize: 8 });
  await atelier.train.click();
  await expect(page.getByRole('alert')).toContainText('Training stopped');
  await expectNothingFound(page, 'error');
});

test('everything has the name that people look for', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const name of ['Data', 'Network', 'Training', 'Curves', 'Confusion matrix', 'Samples', 'Draw']) {
    await expect(atelier.region(name)).toHaveCount(1);
  }
  await atelier.unfold('Data', 'Split');
  for (const name of ['Epochs', 'Batch size', 'Learning rate', 'Validation share', 'Seed'])
    await expect(atelier.field(name)).toHaveCount(1);
  for (const name of ['Test accuracy', 'Validation accuracy', 'Total parameters', 'Backend']) {
    await expect(page.getByRole('status', { name, exact: true })).toHaveCount(1);
  }
  await expect(page.getByRole('progressbar', { name: 'Training progress' })).toHaveCount(1);
  await expect(page.getByRole('application', { name: 'Drawing' })).toHaveCount(1);
  await expect(atelier.dataset.getByRole('option')).toHaveText(['Fashion-MNIST', 'Built-in garments']);
  await expect(atelier.preset.getByRole('option')).toHaveText([
    'Empty',
    /^Softmax regression/,
    /^One hidden layer/,
    /^MLP/,
    /^Small CNN/,
    /^CNN with batch norm/,
    'Most frequent class',
    'Logistic regression',
    'k nearest neighbors',
    'Decision tree',
    'Random forest',
  ]);
  await atelier.trainToTheEnd({ epochs: 1 });
  await expect(atelier.matrix.getByRole('columnheader')).toHaveCount(10);
  await expect(atelier.matrix.getByRole('rowheader')).toHaveCount(10);
  await expect(atelier.matrix.getByRole('cell')).toHaveCount(100);
  expect(await atelier.matrixSum()).toBe(100);
});
