import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { readRunFile } from '@/exchange/run-file/read';

test.use({ engine: 'wasm' });

/** Presses a button that saves something, and gives what was saved. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

test('a run goes to a friend as a file, with its figures and its weights', async ({ atelier, page, server, browser }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const accuracy = await atelier.testAccuracy.textContent();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = atelier.region('Runs');
  await runs.getByRole('rowheader').locator('[aria-expanded]').first().click();
  const file = await saved(page, () => runs.getByRole('button', { name: 'Save run' }).click());
  expect(file.name).toMatch(/^[\p{L}\p{N}-]+\.atelier$/u);
  const reading = readRunFile(file.bytes);
  if ('refused' in reading) throw new Error(reading.message);
  expect(reading.run.history.losses.length).toBeGreaterThan(0);
  expect(reading.checkpoint?.epoch).toBe(1);
  expect(await findings(page)).toEqual([]);

  const models: Record<string, RegExp> = { ONNX: /\.onnx$/, 'TensorFlow.js': /-tfjs\.zip$/, 'Weights (.npz)': /\.npz$/ };
  for (const [item, name] of Object.entries(models)) {
    await runs.getByRole('button', { name: 'Export model' }).click();
    const model = await saved(page, () => runs.getByRole('button', { name: item }).click());
    expect(model.name).toMatch(name);
    // 101,770 parameters of four bytes; a zip may be smaller.
    expect(model.bytes.length).toBeGreaterThan(300_000);
  }

  const friend = await (await browser.newContext()).newPage();
  await friend.goto(server.url);
  await friend.getByRole('button', { name: 'Runs', exact: true }).click();
  const theirs = friend.getByRole('region', { name: 'Runs', exact: true });
  const input = theirs.getByLabel('Runs and models');
  await input.setInputFiles([
    { name: 'from-a-friend.atelier', mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes) },
    { name: 'broken.atelier', mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes.subarray(0, 2000)) },
  ]);
  await expect(theirs.getByText('Opened 1 run. broken.atelier: This file is damaged or incomplete.')).toBeVisible();
  await theirs.getByRole('rowheader').locator('[aria-expanded]').filter({ hasText: 'from-a-friend' }).click();
  await theirs.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(friend.getByLabel('Test accuracy', { exact: true })).toHaveText(accuracy ?? '');
  await friend.close();
});
