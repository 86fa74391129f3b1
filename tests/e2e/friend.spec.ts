import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { runOf } from '@tests/support/runs';
import { readRunFile } from '@/exchange/run-file/read';
import { writeRunFile } from '@/exchange/run-file/write';

test.use({ engine: 'wasm', permissions: ['clipboard-read', 'clipboard-write'] });

/** What a person does without a mouse. */
async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

interface DroppedFile {
  name: string;
  bytes: Uint8Array;
}

/** Drags files over the middle of the page, and drops them there once `shown` says that the page would take them. */
async function drop(page: Page, files: readonly DroppedFile[], shown: () => Promise<void> = async () => {}): Promise<void> {
  const carried = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((given) => {
    const dragged = new DataTransfer();
    for (const { name, base64 } of given) {
      dragged.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name));
    }
    return dragged;
  }, carried);
  const main = page.getByRole('main');
  await main.dispatchEvent('dragover', { dataTransfer: transfer });
  await shown();
  await main.dispatchEvent('drop', { dataTransfer: transfer });
}

test('a link and a file reach a friend on a phone, who opens both; all by keyboard', async ({ atelier, page, server, browser }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 16 });
  const accuracy = (await atelier.testAccuracy.textContent()) ?? '';

  await press(page.getByRole('button', { name: 'Copy link' }));
  const share = page.getByRole('dialog', { name: 'Share these settings' });
  await press(share.getByRole('button', { name: 'Copy link' }));
  await expect(share.getByRole('status')).toHaveText('Copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await press(page.getByRole('button', { name: 'Menu', exact: true }));
  const [download] = await Promise.all([page.waitForEvent('download'), press(page.getByRole('button', { name: 'Save run', exact: true }))]);
  const bytes = new Uint8Array(await readFile(await download.path()));
  expect(readRunFile(bytes)).toHaveProperty('checkpoint.epoch', 1);

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const friend = new Atelier(await phone.newPage());
  await friend.page.goto(link);
  const preview = friend.page.getByRole('dialog', { name: /^Settings from a link/ });
  await expect(preview.getByRole('row', { name: /^Batch size/ })).toContainText('16');
  expect(await findings(friend.page)).toEqual([]);
  await press(preview.getByRole('button', { name: 'Use these settings' }));
  await expect(friend.field('Batch size')).toHaveValue('16');
  await expect(friend.train).toBeVisible();

  const target = friend.page.getByText('Drop runs or models to open them');
  await drop(friend.page, [{ name: 'from-anna.atelier', bytes }], () => expect(target).toBeVisible());
  await expect(target).toBeHidden();
  await expect(friend.page.getByText('Opened 1 run.')).toBeVisible();
  expect(await findings(friend.page)).toEqual([]);
  await press(friend.page.getByRole('button', { name: 'Show this run' }));
  await friend.page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Curves' }).click();
  await expect(friend.testAccuracy).toHaveText(accuracy);
  await phone.close();
});

test('the report leaves as one page, and a chart as a picture', async ({ atelier, page, server }, info) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 16 });
  const chart = page.getByRole('figure', { name: 'Loss' });
  await chart.getByRole('button', { name: 'Save picture' }).click();
  expect(await findings(page)).toEqual([]);
  const [picture] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name: 'PNG, for slides' }).click()]);
  const png = await readFile(await picture.path());
  expect(picture.suggestedFilename()).toMatch(/^Loss-.*\.png$/);
  // Width in the header of a PNG: twice the 720 pixels of the chart.
  expect(png.readUInt32BE(16)).toBe(1440);

  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save report' }).click()]);
  const path = info.outputPath('report.html');
  await report.saveAs(path);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${path}`);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Settings', 'Network', 'Curves', 'Results', 'Samples']);
  await expect(page.getByRole('img', { name: /^Confusion matrix/ }).first()).toBeVisible();
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([page.url()]);
  expect(await findings(page)).toEqual([]);
});

test('thirty files that are dropped at once are told apart by their names', async ({ atelier, page, server }) => {
  await atelier.open(server.url);
  const students = Array.from({ length: 30 }, (_, i) => `student-${String(i + 1).padStart(2, '0')}`);
  const files = students.map((student, i) => ({
    name: `${student}.atelier`,
    bytes: writeRunFile({ run: runOf(student, { createdAt: Date.UTC(2026, 4, 2, 12, i) }), checkpoint: null }),
  }));
  await drop(page, [...files, { name: 'notes.atelier', bytes: Uint8Array.of(1, 2, 3) }]);
  await expect(page.getByText('Opened 30 runs. notes.atelier: This file is damaged or incomplete.')).toBeVisible();
  for (const student of students) await expect(page.getByText(student, { exact: true }).first()).toBeAttached();
  expect(await findings(page)).toEqual([]);
});
