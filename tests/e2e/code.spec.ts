import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm' });

test('the design is saved as a program that compiles; what cannot be exported says so, with a way out', async ({
  atelier,
  page,
  server,
}) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Export code', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export code' });
  await expect(dialog.getByText('keras.Sequential(')).toBeVisible();
  await dialog.getByRole('radio', { name: 'PyTorch', exact: true }).check();
  expect(await findings(page)).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^Save .*\.py$/ }).click()]);
  expect(file.suggestedFilename()).toMatch(/^[a-z0-9_]+_pytorch\.py$/);
  const path = await file.path();
  expect(readFileSync(path, 'utf8')).toContain('nn.Linear(784, 128)');
  const python = spawnSync('python3', ['-c', 'import sys; compile(open(sys.argv[1]).read(), "program", "exec")', path], {
    encoding: 'utf8',
  });
  if (!python.error) expect(python.stderr).toBe('');
  const [split] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save split (.json)' }).press('Enter'),
  ]);
  expect(split.suggestedFilename()).toMatch(/^[a-z0-9_]+_pytorch_split\.json$/);
  const parts = JSON.parse(readFileSync(await split.path(), 'utf8'));
  expect([parts.train, parts.validation, parts.test].map((part: number[]) => part.length)).toEqual([360, 40, 100]);
  await page.keyboard.press('Escape');

  await atelier.dataset.selectOption({ label: 'Built-in garments' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Export code', exact: true }).click();
  await expect(dialog.getByText('cannot be made in Python')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Export for Fashion-MNIST instead' }).click();
  await expect(dialog.getByRole('button', { name: /^Save [a-z0-9_]+_keras\.py$/ })).toBeVisible();
});
