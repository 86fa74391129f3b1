import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { toBase64Url } from '@/exchange/base64url';

test.use({ engine: 'wasm', permissions: ['clipboard-read', 'clipboard-write'] });

test('a link carries the settings to a friend, who sees what it would change and undoes it', async ({ atelier, page, server, browser }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Small CNN', epochs: 3 });
  await page.getByRole('button', { name: 'Copy link' }).click();
  const share = page.getByRole('dialog', { name: 'Share these settings' });
  await expect(share.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await share.getByRole('button', { name: 'Copy link' }).click();
  await expect(share.getByRole('status')).toHaveText('Copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThanOrEqual(2000);

  const friend = await browser.newPage();
  await friend.goto(link);
  const preview = friend.getByRole('dialog', { name: /^Settings from a link/ });
  await expect(preview.getByRole('row', { name: /^Epochs/ })).toContainText('3');
  expect(await findings(friend)).toEqual([]);
  const epochs = friend.getByRole('spinbutton', { name: 'Epochs', exact: true });
  await expect(epochs).toHaveValue('5');
  await preview.getByRole('button', { name: 'Use these settings' }).click();
  await expect(epochs).toHaveValue('3');
  await expect(friend.getByRole('combobox', { name: 'Preset' })).toHaveValue('small-cnn');
  expect(new URL(friend.url()).hash).toBe('');
  await expect(friend.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await friend.getByRole('button', { name: 'Undo' }).first().click();
  await expect(epochs).toHaveValue('5');
  await friend.close();
});

test('a damaged link says so and changes nothing, by keyboard too', async ({ atelier, page, server }) => {
  await page.goto(`${server.url}#design=1.${toBase64Url(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))}`);
  const refusal = page.getByRole('dialog', { name: 'This link cannot be opened' });
  await expect(refusal).toContainText('damaged');
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();
  await expect(atelier.field('Epochs')).toHaveValue('5');
  expect(new URL(page.url()).hash).toBe('');
});
