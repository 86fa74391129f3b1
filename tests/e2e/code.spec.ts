import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm' });

test('a design on generated images cannot be exported as it is: the page says why, and exports it for Fashion-MNIST', async ({
  atelier,
  page,
  server,
}) => {
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Built-in garments' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Export code', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export code' });
  await expect(dialog.getByText('cannot be made in Python')).toBeVisible();
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Export for Fashion-MNIST instead' }).click();
  await expect(dialog.getByRole('button', { name: /^Save [a-z0-9_]+_keras\.py$/ })).toBeVisible();
});
