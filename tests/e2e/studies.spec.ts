import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: 50 } });

const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });

test('a Repeat is reloaded in the middle, goes on, and says how much is luck', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  // So long that the reload finds the first run under way.
  await atelier.set({ preset: 'Softmax regression', epochs: 60, batchSize: 16 });
  await view(page, 'Studies').click();
  await page.getByRole('spinbutton', { name: 'Seeds', exact: true }).fill('2');
  await page.getByRole('button', { name: 'Start study' }).click();
  await expect(page.getByRole('button', { name: 'Pause study' })).toBeVisible();
  await expect(page.getByText(/^Epoch \d+ of 60$/)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: /^Repeat: .*Paused/ }).click();
  await page.getByRole('button', { name: 'Continue study' }).click();
  await expect(page.getByText(/^Finished, 2 of 2 trials/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Mean \d+\.\d+%, standard deviation \d+\.\d+ points over 2 seeds\.$/)).toBeVisible();
  const rows = page.getByRole('region', { name: 'Table of trials' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'New study' }).click();
  await page.getByRole('radio', { name: 'Random' }).press('Space');
  await atelier.preset.selectOption({ label: 'Small CNN' });
  await page.getByRole('button', { name: 'Tune this: Number of blocks' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Tuned: 1 to 2 in steps of 1')).toBeVisible();
  await page.getByRole('button', { name: 'Tune this: Learning rate' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Tuned: 0.0001 to 0.1, log scale')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('a tuned learning rate is the one that its trial has, whatever the field of the design says', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  // Longer than the moment after which a changed learning rate reaches a run that a person has started.
  await atelier.set({ preset: 'Softmax regression', epochs: 200, batchSize: 16 });
  await view(page, 'Studies').click();
  await page.getByRole('radio', { name: 'Grid' }).press('Space');
  await page.getByRole('combobox', { name: 'Tune a setting' }).selectOption({ label: 'Learning rate' });
  await page.getByRole('combobox', { name: 'Values' }).selectOption({ label: 'List' });
  await page.getByRole('textbox', { name: 'List of numbers' }).fill('0.02');
  await page.getByRole('button', { name: 'Start study' }).press('Enter');
  // What was pressed is gone: the keyboard goes on where the study says how it stands.
  await expect(page.getByText(/^Running, 0 of 1 trial/)).toBeFocused();
  await expect(page.getByText(/^Epoch \d+ of 200$/)).toBeVisible();
  await expect(page.getByText('A new learning rate applies at once')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Continue for/ })).toHaveCount(0);
  // Who has clicked away from a button gets no focus back when that is taken away.
  await page.getByRole('button', { name: 'Pause study' }).focus();
  await page.getByText('Train a neural network to recognize clothes').click();
  await expect(page.locator('body')).toBeFocused();
  await expect(page.getByText(/^Finished, 1 of 1 trial/)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('body')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Table of trials' }).getByRole('cell', { name: '0.02', exact: true })).toBeVisible();
  await expect(page.getByText(/Learning rate .* from step/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Best so far as a table' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Best so far' }).getByRole('row')).toHaveCount(2);
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New study' }).click();
  await page.getByRole('radio', { name: 'Hyperband' }).press('Space');
  await page.getByRole('spinbutton', { name: 'Reduction factor' }).fill('1');
  await expect(page.getByText('Reduction factor must be at least 2 and at most 10.')).toHaveCount(2);
  await page.getByRole('spinbutton', { name: 'Reduction factor' }).fill('3');
  await expect(page.getByRole('list', { name: 'Brackets' })).toContainText('Bracket 1: ');
});

test('an option of a classical model is tuned where it stands; what cannot be is skipped with its cause', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await view(page, 'Studies').click();
  await atelier.preset.selectOption({ label: 'k nearest neighbors' });
  await page.getByText('Split', { exact: true }).click();
  await page.getByRole('spinbutton', { name: 'At most', exact: true }).fill('100');
  await page.getByRole('button', { name: 'Tune this: k nearest neighbors: k', exact: true }).press('Enter');
  await page.getByRole('dialog', { name: 'Tune this' }).getByRole('textbox', { name: 'List of numbers' }).fill('1, 3, 500');
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Grid' }).press('Space');
  await page.getByRole('button', { name: 'Start study' }).press('Enter');
  await expect(page.getByText(/^Finished, 2 of 3 trials.*1 impossible model skipped/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Grid: k nearest neighbors', exact: true })).toBeVisible();
  const trials = page.getByRole('region', { name: 'Table of trials' });
  await expect(trials).toContainText('There are only 100 images to choose 500 neighbors from.');
  await expect(trials.getByRole('columnheader', { name: 'Epochs' })).toHaveCount(0);
  for (const k of ['1', '3']) await expect(trials.getByRole('cell', { name: k, exact: true }).first()).toBeVisible();
});

test('the designs of kept runs are compared in a study, by the keyboard alone', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1, batchSize: 50 });
  await atelier.trainToTheEnd({ epochs: 2 });
  await view(page, 'Runs').press('Enter');
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  const boxes = runs.getByRole('checkbox', { name: /^Compare / });
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.press('Space');
  await runs.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Compare in a study' }).press('Enter');
  await expect(page.getByRole('radio', { name: 'Compare' })).toBeChecked();
  await expect(page.getByText('Epochs 1 instead of 2.')).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Seeds for each variant' }).fill('2');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start study' }).press('Enter');
  await expect(page.getByText(/^Finished, 4 of 4 trials/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/: (cannot be told from luck \()?[+−0].* in 2 seeds\)?\.$/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Table of trials' }).getByRole('row')).toHaveCount(5);
});
