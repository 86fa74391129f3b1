import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

test('pause, resume, stop, and more epochs', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Small CNN', epochs: 200, batchSize: 16 });
  await atelier.train.click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Paused/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/^Epoch \d+ of 200$/)).toBeVisible();
  await expect(atelier.validationAccuracy).toHaveText(/%/);
  await atelier.stop.click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  await expect(atelier.testAccuracy).toHaveText(/%/);
  const done = Number((await page.getByText(/^Stopped after/).textContent())?.match(/\d+/)?.[0]);
  await atelier.field('Epochs').fill('1');
  await page.getByRole('button', { name: /Continue for/ }).click();
  await expect(page.getByText(`Finished ${done + 1} epochs`)).toBeVisible();
});
