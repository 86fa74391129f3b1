import { readFile } from 'node:fs/promises';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { drop } from '@tests/e2e/support/drop';
import { runOf } from '@tests/support/runs';
import { writeRunFile } from '@/exchange/run-file/write';

test.use({ engine: 'wasm' });

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

  // The table leaves in the order on show: the first press on "Run" sorts from A to Z, the second the other way round.
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const heading = comparison.getByRole('table', { name: /^Results/ }).getByRole('button', { name: 'Run', exact: true });
  for (let press = 0; press < 2; press++) await heading.click();
  const [csv] = await Promise.all([page.waitForEvent('download'), comparison.getByRole('button', { name: 'Export as CSV' }).click()]);
  const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n').slice(1);
  expect(lines.map((line) => line.split(',')[1])).toEqual(students.toReversed());
});
