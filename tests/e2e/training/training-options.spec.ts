import type { Locator } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findingsInBothThemes } from '@tests/e2e/support/axe';
import { SELDOM } from '@tests/e2e/support/seldom';

test.use({ engine: 'wasm' });

/** The line of a fold in the Training panel: its title, and what is in force. */
const fold = (atelier: Atelier, title: string): Locator =>
  atelier
    .region('Training')
    .locator('summary')
    .filter({ has: atelier.page.getByText(title, { exact: true }) });

const FOLDS = ['Optimizer options', 'Schedule', 'Loss', 'Early stopping', 'Engine'];

const choose = (atelier: Atelier, name: string, label: string) =>
  atelier.page.getByRole('combobox', { name, exact: true }).selectOption({ label });

test('what is seldom changed is folded away, and each line says what is in force', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const title of FOLDS) await expect(fold(atelier, title)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Loss function' })).toBeHidden();
  await expect(fold(atelier, 'Schedule')).toContainText('constant');
  await expect(fold(atelier, 'Early stopping')).toContainText('off');

  await fold(atelier, 'Schedule').click();
  await choose(atelier, 'Learning rate schedule', 'Cosine');
  await atelier.field('Warm-up epochs').fill('1');
  await expect(page.getByRole('img', { name: /^Planned learning rate over 5 epochs/ })).toBeVisible();
  await fold(atelier, 'Schedule').click();
  await expect(atelier.field('Warm-up epochs')).toBeHidden();
  await expect(fold(atelier, 'Schedule')).toContainText('cosine to 0 · warm-up 1 epoch');

  await page.reload();
  await expect(fold(atelier, 'Schedule')).toContainText('cosine to 0 · warm-up 1 epoch');
});

test('a run with everything set differently trains, and is not called changed', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await choose(atelier, 'Optimizer', 'Nadam');
  await fold(atelier, 'Optimizer options').click();
  await choose(atelier, 'Gradient clipping', 'By global norm');
  await atelier.field('limit').fill('2');
  await expect(fold(atelier, 'Optimizer options')).toContainText('clipped by global norm at 2');
  await fold(atelier, 'Schedule').click();
  await choose(atelier, 'Learning rate schedule', 'Steps');
  await atelier.field('every').fill('1');
  await fold(atelier, 'Loss').click();
  await choose(atelier, 'Loss function', 'Mean squared error');
  await choose(atelier, 'Class weights', 'Custom');
  await atelier.field('Trouser').fill('2');
  await atelier.trainToTheEnd({ epochs: 2, batchSize: 32 });
  await expect(atelier.testAccuracy).toHaveText(/%/);
  await expect(page.getByText(/^You changed the settings/)).toBeHidden();
});

test('early stopping ends a run, says so, and leaves the best weights', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Softmax regression', epochs: 50, batchSize: 32 });
  await fold(atelier, 'Early stopping').click();
  await page.getByRole('checkbox', { name: 'Stop early' }).check();
  await atelier.field('patience').fill('2');
  // No loss falls by so much, so the first epoch stays the best.
  await atelier.field('minimum change').fill('10');
  await atelier.train.click();
  await expect(page.getByText('Finished 3 epochs')).toBeVisible({ timeout: 60_000 });
  const run = atelier.region('Run');
  await expect(run).toContainText('Stopped early after epoch 3');
  await expect(run).toContainText('Weights of epoch 1 restored');
  await expect(page.getByText(/^You changed the settings/)).toBeHidden();
  // Switched off again, a run goes to its end.
  await page.getByRole('checkbox', { name: 'Stop early' }).uncheck();
  await page.getByRole('button', { name: 'Discard this network' }).click();
  await expect(page.getByText('Not trained yet')).toBeVisible();
  await atelier.trainToTheEnd({ epochs: 5 });
  await expect(page.getByText('Finished 5 epochs')).toBeVisible();
});

test('a patience that never runs out is remarked on where it is set, and trains', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ epochs: 20 });
  await fold(atelier, 'Early stopping').click();
  await page.getByRole('checkbox', { name: 'Stop early' }).check();
  const patience = atelier.field('patience');
  await patience.fill('2');
  const remark = /patience of 2 epochs never runs out in a run of 2 epochs/i;
  await expect(patience).not.toHaveAccessibleDescription(remark);
  await atelier.set({ epochs: 2 });
  await expect(patience).toHaveAccessibleDescription(remark);
  await expect(patience).not.toHaveAttribute('aria-invalid', 'true');
  // Early stopping still keeps the best weights, which is why people set it so.
  await atelier.trainToTheEnd({ epochs: 2 });
});

test('a mistake that is made elsewhere opens the fold where it shows, and Train says why', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await fold(atelier, 'Early stopping').click();
  await page.getByRole('checkbox', { name: 'Stop early' }).check();
  const monitor = page.getByRole('combobox', { name: 'monitor' });
  await fold(atelier, 'Early stopping').click();
  await expect(monitor).toBeHidden();
  await atelier.unfold('Data', 'Split');
  const share = atelier.field('Validation share');
  await share.fill('0');
  await expect(monitor).toBeVisible();
  await expect(monitor).toHaveAttribute('aria-invalid', 'true');
  await expect(monitor).toHaveAccessibleDescription(/There is no validation loss/);
  await expect(atelier.train).toBeDisabled();
  await expect(atelier.train).toHaveAccessibleDescription(/There is no validation loss/);
  await share.fill('0.1');
  await expect(atelier.train).toBeEnabled();
  await expect(share).toBeFocused();
});

/** A fold, what is chosen in it, a field, what is typed there, and what is said. */
const WRONG = [
  ['Optimizer options', null, 'beta 1', '1', /below 1/],
  ['Schedule', ['Learning rate schedule', 'Exponential'], 'factor', '', /needs a number/],
  ['Schedule', ['Learning rate schedule', 'Steps'], 'every', '0', /at least 1/],
  ['Schedule', null, 'Warm-up epochs', '-1', /at least 0/],
  ['Loss', ['Class weights', 'Custom'], 'Bag', '-1', /at least 0/],
] as const;

test('a wrong value is explained at its field, kept as typed, and stops Train', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  const undo = page.getByRole('button', { name: 'Undo' }).first();
  for (const [title, choice, name, value, words] of WRONG) {
    const summary = fold(atelier, title);
    if (!(await summary.evaluate((element) => element.parentElement?.hasAttribute('open')))) await summary.click();
    if (choice) await choose(atelier, choice[0], choice[1]);
    const field = atelier.field(name);
    await field.fill(value);
    await expect(field, name).toHaveAccessibleDescription(words);
    await expect(field, name).toHaveValue(value);
    await expect(atelier.train).toBeDisabled();
    await expect(atelier.train, name).toHaveAccessibleDescription(words);
    await expect(async () => {
      if (await atelier.train.isDisabled()) await undo.click();
      await expect(atelier.train).toBeEnabled({ timeout: 500 });
    }).toPass();
  }
});

test('the folds are opened and changed with the keyboard alone', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.field('Seed').focus();
  await page.keyboard.press('Tab');
  await expect(fold(atelier, 'Optimizer options')).toBeFocused();
  for (const title of FOLDS.slice(1, 4)) {
    await page.keyboard.press('Tab');
    await expect(fold(atelier, title)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'Stop early' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'monitor' })).toBeFocused();
});

test('axe finds nothing with every fold open, light and dark, right and wrong', { tag: SELDOM }, async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const title of FOLDS) await fold(atelier, title).click();
  await page.getByRole('checkbox', { name: 'Stop early' }).check();
  await atelier.field('patience').fill('99');
  await choose(atelier, 'Class weights', 'Custom');
  await choose(atelier, 'Learning rate schedule', 'Cosine');
  expect(await findingsInBothThemes(page)).toEqual([]);
});
