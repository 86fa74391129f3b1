import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

test('a published experiment fills the design, and after a run its figures stand beside one’s own', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Experiments' }).click();
  const dialog = page.getByRole('dialog', { name: 'Published experiments' });
  await expect(dialog.getByRole('listitem')).toHaveCount(21);
  await dialog.getByRole('button', { name: /^c6-batchnorm/ }).click();

  const settings = dialog.getByRole('region', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /^Task/ })).toContainText('report');
  await expect(settings.getByRole('row', { name: /^Learning rate/ })).toContainText("our assumption Keras's default, 0.001");
  await expect(dialog.getByRole('region', { name: 'What was published' })).toContainText('420,995');
  await dialog.getByRole('button', { name: 'Use this experiment' }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByLabel('Total parameters')).toHaveText('420,995');
  await expect(atelier.field('Epochs')).toHaveValue('10');
  const strip = page.getByRole('group').filter({ hasText: 'c6-batchnorm' });
  await expect(strip).toContainText('test accuracy 97.17% published · — yours');

  await atelier.trainToTheEnd({ epochs: 1 });
  const accuracy = Number.parseFloat((await atelier.testAccuracy.textContent()) ?? '');
  await strip.locator('summary').click();
  const row = page.getByRole('table', { name: 'Published and yours' }).getByRole('row', { name: /^test accuracy/ });
  const yours = Number.parseFloat((await row.getByRole('cell').nth(1).textContent()) ?? '');
  expect(yours).toBeCloseTo(accuracy, 1);
  const difference = yours - 97.17;
  expect(await row.getByRole('cell').nth(2).textContent()).toBe(`${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(2)} points`);
  await expect(strip).toContainText('not as published');
  await expect(strip).toContainText('Epochs 1 instead of 10');
});

test('a form with figures of its own: prices from a table', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Experiments' }).click();
  const dialog = page.getByRole('dialog', { name: 'Published experiments' });
  await dialog.getByRole('button', { name: /^e7-table/ }).click();
  const published = dialog.getByRole('region', { name: 'What was published' });
  await expect(published).toContainText('data were others');
  await dialog.getByRole('combobox', { name: 'Form' }).selectOption({ label: 'Network with two hidden layers' });
  await expect(published).toContainText('17,839,964');
  await dialog.getByRole('combobox', { name: 'Form' }).selectOption({ label: 'Ridge' });
  await expect(published).toContainText('45,720,648');
  await dialog.getByRole('button', { name: 'Use this experiment' }).click();

  const strip = page.getByRole('group').filter({ hasText: 'e7-table' });
  await expect(strip).toContainText('test R2 0.9113 published · — yours');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(strip).toContainText(/test R2 0\.9113 published · 0\.\d{4} yours/);
  await strip.locator('summary').click();
  const table = page.getByRole('table', { name: 'Published and yours' });
  await expect(table.getByRole('row', { name: /^square root of test MAE/ })).toContainText('the MAE is its square, 4,552.');
  await expect(strip).not.toContainText('not as published');
});

test('by keyboard alone: the list, a form of an experiment, and back by Undo', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Experiments' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Published experiments' });
  await dialog.getByRole('button', { name: /^e3-optimizers/ }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: '‹ All experiments' })).toBeFocused();
  await dialog.getByRole('combobox', { name: 'Form' }).focus();
  await page.keyboard.type('RMS');
  await dialog.getByRole('button', { name: 'Use this experiment' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Experiments' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Optimizer' })).toHaveValue('rmsprop');
  await expect(page.getByRole('group').filter({ hasText: 'e3-optimizers' })).toContainText('no figures published');

  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByLabel('Total parameters')).toHaveText('101,770');
  await expect(page.getByRole('group').filter({ hasText: 'e3-optimizers' })).toBeHidden();
});
