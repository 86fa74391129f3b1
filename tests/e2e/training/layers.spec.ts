import type { Locator } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { SELDOM } from '@tests/e2e/support/seldom';

test.use({ engine: 'wasm' });

const network = (atelier: Atelier): Locator => atelier.region('Network');

async function add(atelier: Atelier, kind: string): Promise<void> {
  await network(atelier).getByRole('button', { name: 'Add layer' }).click();
  await atelier.page.getByRole('button', { name: `Add ${kind}`, exact: true }).click();
}

async function remove(atelier: Atelier, name: string): Promise<void> {
  await network(atelier)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .focus();
  await atelier.page.keyboard.press('Delete');
}

test('the palette shows every kind at once on a low laptop, by what it is for', async ({ atelier, server, page }) => {
  await page.setViewportSize({ width: 1366, height: 640 });
  await atelier.open(server.url);
  await network(atelier).getByRole('button', { name: 'Add layer' }).click();
  const kinds = page.getByRole('list', { name: 'Kinds of layers' });
  for (const group of ['Convolution', 'Pooling', 'Dense and shape', 'Regularization', 'Recurrent']) {
    await expect(kinds.getByRole('list', { name: group })).toBeVisible();
  }
  for (const kind of await kinds.getByRole('button').all()) await expect(kind).toBeInViewport({ ratio: 0.9 });
  // The arrow keys go from group to group.
  await page.keyboard.press('End');
  await expect(kinds.getByRole('button', { name: 'Add GRU' })).toBeFocused();
  await page.keyboard.press('Home');
  await expect(kinds.getByRole('button', { name: 'Add Conv2D' })).toBeFocused();
});

test('separable convolution and global average pooling train on the CPU engine', { tag: SELDOM }, async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Softmax regression' });
  await add(atelier, 'SeparableConv2D');
  await add(atelier, 'GlobalAveragePooling2D');
  await remove(atelier, 'Flatten');
  // 3 * 3 depthwise weights, 32 pointwise ones, 32 biases; then 32 * 10 + 10.
  await expect(page.getByLabel('Total parameters')).toHaveText('403');
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 32 });
  await expect(page.getByLabel('Backend')).toContainText('WebAssembly');
  expect(await atelier.matrixSum()).toBe(100);
});

test('an LSTM over the rows asks for rows, and trains on the CPU engine', { tag: SELDOM }, async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await add(atelier, 'LSTM');
  await network(atelier)
    .getByRole('button', { name: /^Add Reshape/ })
    .click();
  await atelier.field('units').fill('8');
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 64 });
  await expect(page.getByLabel('Backend')).toContainText('WebAssembly');
  expect(await atelier.matrixSum()).toBe(100);
});

test('a target shape is kept as typed, explained where it is wrong, and mended with one click', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await add(atelier, 'Reshape');
  const shape = network(atelier).getByLabel('target shape', { exact: true });
  await expect(shape).toHaveValue('28, 28');
  await shape.fill('28, twenty-eight');
  await expect(shape).toHaveValue('28, twenty-eight');
  await expect(shape).toHaveAccessibleDescription(/must be whole numbers/);
  await expect(atelier.train).toBeDisabled();
  await expect(atelier.train).toHaveAccessibleDescription(/whole numbers/);
  await shape.fill('14,');
  await expect(shape).toHaveValue('14,');
  await shape.fill('14, 14');
  await expect(atelier.train).toHaveAccessibleDescription(/needs 196 numbers, but gets 784 numbers/);
  await network(atelier).getByRole('button', { name: 'Use 14 × 56' }).click();
  await expect(shape).toHaveValue('14, 56');
  await expect(atelier.train).toBeEnabled();
  await page.reload();
  await expect(network(atelier).getByRole('button', { name: /^Reshape/ })).toContainText('14 × 56');
});

test('rarely changed options are folded away behind those of them that are not defaults', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await network(atelier)
    .getByRole('button', { name: /^Dense/ })
    .click();
  const more = network(atelier).locator('summary').filter({ hasText: 'More options' });
  await expect(more).toContainText('defaults');
  await more.click();
  await page.getByRole('combobox', { name: 'kernel initializer' }).selectOption('heNormal');
  await page.getByRole('checkbox', { name: 'use bias' }).uncheck();
  await atelier.field('L2').fill('0.001');
  await more.click();
  await expect(atelier.field('L2')).toBeHidden();
  await expect(more).toContainText('no bias · heNormal · L2 0.001');
  await expect(page.getByLabel('Total parameters')).toHaveText('101,642');
});

test.describe('summary', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the summary is a table as Keras has it, and copies as text', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await atelier.set({ preset: 'CNN with batch norm and dropout' });
    await page.getByRole('button', { name: 'Summary' }).click();
    const dialog = page.getByRole('dialog', { name: 'Summary' });
    await expect(dialog.getByRole('columnheader')).toHaveText(['Layer', 'Output shape', /^Parameters/, /^Receptive field/]);
    await expect(dialog.getByRole('row', { name: /^conv2d_1 / })).toContainText('(None, 14, 14, 64)');
    await expect(dialog.getByRole('row', { name: /^Total parameters/ })).toContainText('421,930');
    await expect(dialog.getByRole('row', { name: /^Non-trainable/ })).toContainText('192');
    await dialog.getByRole('button', { name: 'Copy as text' }).click();
    await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toHaveCount(1);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('Total params: 421,930');
    expect(text).toMatch(/conv2d_1 \(Conv2D\) +\(None, 14, 14, 64\) +18,432/);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Summary' })).toBeFocused();
  });

  test('where the clipboard is denied the text is there, selected', async ({ atelier, server, page }) => {
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('Denied', 'NotAllowedError'));
    });
    await atelier.open(server.url);
    await page.getByRole('button', { name: 'Summary' }).click();
    const dialog = page.getByRole('dialog', { name: 'Summary' });
    await dialog.getByRole('button', { name: 'Copy as text' }).click();
    await expect(dialog.getByRole('status').filter({ hasText: 'The text is selected' })).toHaveCount(1);
    const text = dialog.getByRole('textbox', { name: 'Summary as text' });
    await expect(text).toHaveValue(/Total params: 101,770/);
    await expect(text).toBeFocused();
    const selected = await text.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart);
    expect(selected).toBe((await text.inputValue()).length);
  });
});
