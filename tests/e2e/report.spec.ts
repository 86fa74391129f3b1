import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findingsInBothThemes } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm', tinyOptions: { train: 400, test: 100 } });

/** Opens the report with the keyboard, as a person without a mouse would. */
async function openReport(atelier: Atelier): Promise<Locator> {
  const { page } = atelier;
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Report' }).focus();
  await page.keyboard.press('Enter');
  return atelier.region('Report');
}

const openLive = (page: Page) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Live' }).click();

/** The report's table: figures by row name, in order of the columns. */
async function rowsOf(report: Locator): Promise<Map<string, string[]>> {
  const table = report.getByRole('table', { name: /^Classification report/ });
  await expect(table).toBeVisible();
  const rows = await table.getByRole('row').all();
  const texts = await Promise.all(
    rows.slice(1).map(async (row) => {
      const name = (await row.getByRole('rowheader').textContent()) ?? '';
      return [name.replace(/mean.*/, 'mean'), await row.getByRole('cell').allTextContents()] as const;
    }),
  );
  return new Map(texts);
}

/** The Live view's matrix as numbers. */
async function matrixOf(atelier: Atelier): Promise<number[][]> {
  const cells = (await atelier.matrix.getByRole('cell').allTextContents()).map((text) => Number(text));
  const classes = Math.sqrt(cells.length);
  return Array.from({ length: classes }, (_, row) => cells.slice(row * classes, (row + 1) * classes));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Presses a button that hands out a file, and reads the file. */
async function exported(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const linesOf = (csv: string) =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

test('the report says what the confusion matrix says, and the exported files hold it', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Report' }).click();
  await expect(atelier.region('Report')).toContainText('Train a model to see its report here');
  await expect(atelier.train).toBeVisible();
  await openLive(page);
  await atelier.trainToTheEnd({ epochs: 1 });
  const matrix = await matrixOf(atelier);
  const live = await atelier.testAccuracy.textContent();

  const report = await openReport(atelier);
  await expect(report).toContainText('Test, 100 images, after epoch 1');
  await expect(report.getByRole('definition').first()).toHaveText(live ?? '');
  const rows = await rowsOf(report);
  const share = (value: number) => value.toFixed(3);
  matrix.forEach((row, i) => {
    const [name = ''] = [...rows.keys()].slice(i);
    const hits = row[i] ?? 0;
    const said = sum(matrix.map((other) => other[i] ?? 0));
    const [precision, recall, , accuracy, , , images] = rows.get(name) ?? [];
    expect(images).toBe(String(sum(row)));
    expect(Number(precision)).toBeCloseTo(said === 0 ? 0 : hits / said, 2);
    expect(Number(recall)).toBeCloseTo(hits / sum(row), 2);
    expect(accuracy).toBe(share((100 - said - sum(row) + 2 * hits) / 100));
  });

  const predictions = await exported(page, report.getByRole('button', { name: 'Export predictions' }));
  expect(predictions.name).toBe('predictions-test.csv');
  const [head = [], ...lines] = linesOf(predictions.text);
  expect(head.slice(0, 5)).toEqual(['set', 'index', 'label', 'predicted', 'p_T-shirt/top']);
  expect(lines.map(([set, index]) => [set, Number(index)])).toEqual(lines.map((_, i) => ['test', i]));
  expect(lines).toHaveLength(100);
  const names = head.slice(4).map((column) => column.slice(2));
  const counted = names.map((truth) => names.map((said) => lines.filter(([, , a, b]) => a === truth && b === said).length));
  expect(counted).toEqual(matrix);
  for (const line of lines) expect(sum(line.slice(4).map(Number))).toBeCloseTo(1, 5);

  await report.getByRole('button', { name: 'Export report' }).click();
  const table = linesOf((await exported(page, report.getByRole('button', { name: 'as CSV', exact: true }))).text);
  expect(table[0]).toEqual(['class', 'precision', 'recall', 'f1-score', 'support']);
  for (const name of names) {
    const [, precision = '', recall = '', f1 = ''] = table.find(([first]) => first === name) ?? [];
    const shown = rows.get(name)?.slice(0, 3).map(Number) ?? [];
    for (const [k, value] of [precision, recall, f1].entries()) expect(shown[k]).toBeCloseTo(Number(value), 2);
  }
  await report.getByRole('button', { name: 'Export report' }).click();
  const text = await exported(page, report.getByRole('button', { name: 'as text', exact: true }));
  expect(text.name).toBe('report-test.txt');
  expect(text.text).toMatch(/^ +precision +recall +f1-score +support\n\n +T-shirt\/top/);

  await report.getByRole('radio', { name: 'Validation' }).check();
  await expect(report).toContainText('Validation, 40 images, after epoch 1');
  const other = await exported(page, report.getByRole('button', { name: 'Export predictions' }));
  expect(other.name).toBe('predictions-validation.csv');
  expect(linesOf(other.text)).toHaveLength(41);
});

test('above p, a slider moves the figures, and a class is looked at by itself', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const report = await openReport(atelier);
  const before = await rowsOf(report);
  expect([...before.keys()].slice(-3)).toEqual(['Accuracy', 'Macro mean', 'Weighted mean']);
  await report.getByRole('radio', { name: 'Every class above a threshold' }).check();
  const half = await rowsOf(report);
  expect([...half.keys()].slice(-4)).toEqual(['Micro mean', 'Macro mean', 'Weighted mean', 'Samples mean']);
  const slider = report.getByRole('slider', { name: 'Threshold p' });
  await slider.focus();
  await page.keyboard.press('Home');
  // Above 0 everything is said of everything: all is found, and one in ten is right.
  expect((await rowsOf(report)).get('Micro mean')?.slice(0, 2)).toEqual(['0.100', '1.000']);
  await page.keyboard.press('End');
  expect((await rowsOf(report)).get('Micro mean')?.slice(0, 2)).toEqual(['0.000', '0.000']);
  await report.getByRole('combobox', { name: 'Curves of' }).selectOption({ label: 'Bag' });
  const area = before.get('Bag')?.[4];
  await expect(report.getByRole('figure', { name: 'ROC' })).toContainText(`area ${area}`);
  await openLive(page);
  await openReport(atelier);
  // What was chosen is still there.
  await expect(slider).toHaveValue('1');
  await expect(report.getByRole('combobox', { name: 'Curves of' })).toHaveValue('8');
});

test('of two classes the threshold moves the confusion and the figures', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.unfold('Data', 'Task');
  await page.getByLabel('What to tell apart').selectOption({ label: 'Two classes' });
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 8 });
  const matrix = await matrixOf(atelier);
  const report = await openReport(atelier);
  const confusion = report.getByRole('table', { name: /^Confusion at p/ });
  const cells = async () => (await confusion.getByRole('cell').allTextContents()).filter(Boolean).map(Number);
  await expect(confusion).toBeVisible();
  expect(await cells()).toEqual(matrix.flat());
  const [first = 0, second = 0] = matrix.map(sum);
  const slider = report.getByRole('slider', { name: /above p$/ });
  await slider.focus();
  await page.keyboard.press('Home');
  expect(await cells()).toEqual([0, first, 0, second]);
  await page.keyboard.press('End');
  expect(await cells()).toEqual([first, 0, second, 0]);
  const rows = [...(await rowsOf(report)).values()];
  expect(rows[1]?.slice(0, 2)).toEqual(['0.000', '0.000']);
});

test('while training goes on it is of a moment, and is asked again', async ({ atelier, server }) => {
  await atelier.open(server.url);
  await atelier.set({ epochs: 1000, batchSize: 8 });
  await atelier.train.click();
  const report = await openReport(atelier);
  await expect(report).toContainText(/Validation, 40 images, after .*epoch.*; training goes on/);
  await expect(report.getByRole('radio', { name: 'Test' })).toBeDisabled();
  const standing = report.getByText(/training goes on/);
  const before = await standing.textContent();
  await report.getByRole('button', { name: 'Ask again' }).click();
  await expect(standing).not.toHaveText(before ?? '');
  await atelier.stop.click();
  await expect(report).toContainText(/Test, 100 images, after/);
});

test('fits every screen, and axe finds nothing', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const report = await openReport(atelier);
  await rowsOf(report);
  await report.getByRole('radio', { name: 'Every class above a threshold' }).check();
  for (const [width, height] of [
    [1366, 640],
    [1366, 768],
    [1920, 1080],
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(atelier.train).toBeInViewport({ ratio: 1 });
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(beyond, `${width}x${height}`).toEqual([0, 0]);
    if (width > 1200) {
      await expect(report.getByRole('button', { name: 'Copy report' })).toBeInViewport({ ratio: 1 });
      await expect(report.getByRole('figure', { name: 'Reliability' })).toBeInViewport({ ratio: 0.99 });
    }
  }
  expect(await findingsInBothThemes(page)).toEqual([]);
});
