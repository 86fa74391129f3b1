import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { drop } from '@tests/e2e/support/drop';

test.use({ engine: 'wasm' });

const COLORS = ['red', 'green', 'blue'];

/** Prices that follow from size and color, with decimal commas, a gap here and there, and a column that copies the class. */
const TABLE = [
  'Größe;Farbe;Art;Kürzel;Preis',
  ...Array.from({ length: 150 }, (_, i) => {
    const size = ((i * 37) % 101) / 10;
    const kind = size > 5 ? 'groß' : 'klein';
    const price = 20 + 3 * size + 15 * (i % 3) + ((i * 7) % 5) / 10;
    return [i % 30 === 7 ? '' : size.toFixed(1).replace('.', ','), COLORS[i % 3], kind, kind[0], price.toFixed(2).replace('.', ',')].join(
      ';',
    );
  }),
].join('\r\n');

/** The figures that the report shows, by their names. */
const FIGURES = ['R2', 'RMSE', 'MAE', 'Median error', 'Explained variance'];

/** What scikit-learn's formulas say of true and predicted numbers. */
function formulas(rows: readonly (readonly [number, number])[]): number[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
  const truth = rows.map(([right]) => right);
  const errors = rows.map(([right, predicted]) => right - predicted);
  const sizes = errors.map(Math.abs).toSorted((a, b) => a - b);
  const middle = (sizes[Math.floor((sizes.length - 1) / 2)]! + sizes[Math.ceil((sizes.length - 1) / 2)]!) / 2;
  const mse = mean(errors.map((error) => error ** 2));
  return [1 - mse / variance(truth), Math.sqrt(mse), mean(sizes), middle, 1 - variance(errors) / variance(truth)];
}

async function exportedRows(page: Page): Promise<[number, number][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export predictions' }).click()]);
  const [head = '', ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(head).toBe('set,index,Preis,predicted,residual');
  return lines.map((line) => line.split(',').slice(2, 4).map(Number) as [number, number]);
}

test('a CSV is predicted with forest, ridge and network; its report is what the exported predictions say', async ({
  atelier,
  page,
  server,
}) => {
  await atelier.open(server.url);
  await drop(page, [{ name: 'häuser.csv', bytes: Uint8Array.from(Buffer.from(TABLE, 'latin1')) }]);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('150 rows · 5 columns · 8 inputs · predicts Preis');
  await expect(preview.getByRole('combobox', { name: 'Separator' }).locator('option:checked')).toHaveText('Semicolon');
  await expect(preview.getByRole('combobox', { name: 'Decimal mark' }).locator('option:checked')).toHaveText('Comma (1,5)');
  await expect(preview.getByRole('combobox', { name: 'Encoding' }).locator('option:checked')).toHaveText('Latin-1 (Windows-1252)');
  await expect(preview.getByRole('combobox', { name: 'Missing cells (5)' })).toBeVisible();
  const use = (column: string) => preview.getByRole('combobox', { name: `Use ${column} as` });
  await use('Art').selectOption('Target: category');
  await expect(use('Preis')).toHaveValue('number');
  await expect(preview.getByRole('row', { name: /^Kürzel/ })).toContainText('It says the same as the target');
  await use('Farbe').selectOption('Number');
  await expect(preview.getByRole('row', { name: /^Farbe/ })).toContainText('“red” (line 2) is no number.');
  await expect(preview.getByRole('button', { name: 'Use this table' })).toBeDisabled();
  await use('Farbe').selectOption('Category');
  await use('Preis').selectOption('Target: number');
  await preview.getByLabel('Unit of the target').fill('€');
  expect(await findings(page)).toEqual([]);
  await preview.getByRole('button', { name: 'Use this table' }).click();
  await expect(atelier.dataset.locator('option:checked')).toHaveText('häuser');
  await expect(atelier.region('Data')).toContainText('108 train · 12 validation · 30 test');

  const views = page.getByRole('navigation', { name: 'Views' });
  const report = atelier.region('Report');
  for (const model of ['network', 'Ridge', 'Random forest']) {
    await views.getByRole('button', { name: 'Live' }).click();
    if (model === 'network') await atelier.trainToTheEnd({ epochs: 30, batchSize: 8 });
    else {
      await atelier.preset.selectOption({ label: model });
      await atelier.train.click();
      // The run before has ended with the same words.
      await expect(page.getByRole('main')).toContainText(`Results of ${model}`);
      await expect(page.getByText(/^Finished: learned in/)).toBeVisible();
    }
    const r2 = await page.getByRole('status', { name: 'Test R2' }).textContent();
    expect(Number(r2)).toBeGreaterThan(0.8);
    await expect(page.getByRole('status', { name: 'Test RMSE' })).toContainText('€');
    await views.getByRole('button', { name: 'Report' }).click();
    await expect(report).toContainText('Test, 30 rows');
    const wanted = formulas(await exportedRows(page));
    for (const [i, name] of FIGURES.entries()) {
      const shown = Number((await report.getByRole('status', { name, exact: true }).textContent())?.replace(/[^\d.-]/g, ''));
      expect(Math.abs(shown - wanted[i]!), `${name} of ${model}`).toBeLessThanOrEqual(0.005);
    }
    expect((await report.getByRole('status', { name: 'R2', exact: true }).textContent()) ?? '').toBe(r2);
  }

  await views.getByRole('button', { name: 'Live' }).click();
  await atelier.preset.selectOption({ label: 'One hidden layer' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Export code', exact: true }).click();
  const code = page.getByRole('dialog', { name: 'Export code' });
  await expect(code).toContainText('TARGET = ("Preis", None)');
  const [data] = await Promise.all([
    page.waitForEvent('download'),
    code.getByRole('button', { name: 'Save the data (hauser.csv)' }).click(),
  ]);
  const saved = (await readFile(await data.path(), 'utf8')).trim().split('\r\n');
  expect([saved[0], saved.length]).toEqual(['Größe,Farbe,Art,Kürzel,Preis', 151]);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(atelier.region('Data')).toContainText('108 train · 12 validation · 30 test');
  await atelier.dataset.selectOption({ label: 'Open files …' });
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await expect(dialog).toContainText('150 rows · 4 columns · predicts Preis (€)');
  await dialog.getByRole('button', { name: 'Erase häuser' }).click();
  await page.getByRole('dialog', { name: 'Erase häuser?' }).getByRole('button', { name: 'Erase', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(atelier.region('Data')).toContainText('häuser is not on this computer');
  await expect(atelier.region('Data')).toContainText('It was opened from häuser.csv.');
  await expect(atelier.train).toBeDisabled();

  // Another file says in what it differs; the right one is recognized, with the choices that were made for it.
  await drop(page, [{ name: 'wrong.csv', bytes: Buffer.from(TABLE.split('\r\n').slice(0, 101).join('\n')) }]);
  await expect(page.getByRole('dialog', { name: 'Open files' })).toContainText('Your design needs “häuser”.');
  const name = preview.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toHaveValue('häuser');
  await preview.getByRole('button', { name: 'Use this table' }).click();
  await expect(preview).toContainText('This is not “häuser”. It has 120 rows to train and 30 rows to test, this table 80 rows');
  await expect(preview.getByRole('button', { name: 'Use as another data set' })).toBeVisible();
  await expect(name).toHaveValue('wrong');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drop(page, [{ name: 'häuser.csv', bytes: Uint8Array.from(Buffer.from(TABLE, 'latin1')) }]);
  await preview.getByRole('button', { name: 'Use this table' }).click();
  await expect(atelier.region('Data')).toContainText('108 train · 12 validation · 30 test');
  await expect(atelier.train).toBeEnabled();
});

test('a class of a CSV is predicted with a forest: a cell of the matrix opens its rows', async ({ atelier, page, server }) => {
  await atelier.open(server.url);
  // Copied from a spreadsheet.
  await page.getByRole('main').evaluate(
    (main, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      main.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    TABLE.replaceAll(';', '\t'),
  );
  const preview = page.getByRole('region', { name: 'Preview' });
  const use = (column: string) => preview.getByRole('combobox', { name: `Use ${column} as` });
  await use('Art').selectOption('Target: category');
  await use('Kürzel').selectOption('Ignored');
  await preview.getByRole('combobox', { name: 'Missing cells (5)' }).selectOption('Drop rows');
  await preview.getByRole('button', { name: 'Use this table' }).click();
  await expect(atelier.region('Data')).toContainText('105 train · 11 validation · 29 test');
  await atelier.preset.selectOption({ label: 'Random forest' });
  await atelier.train.click();
  await expect(page.getByText(/^Finished: learned in/)).toBeVisible();
  expect(await atelier.matrixSum()).toBe(29);
  const cell = atelier.matrix.getByRole('button', { name: /^groß correctly recognized: \d+$/ });
  const count = (await cell.getAttribute('aria-label'))?.split(': ')[1] ?? '';
  expect(Number(count)).toBeGreaterThan(10);
  await cell.click();
  const rows = page.getByRole('dialog', { name: 'Rows: groß, correctly recognized' });
  await expect(rows).toContainText(`${count} rows`);
  await expect(rows.getByRole('row')).toHaveCount(Number(count) + 1);
  await expect(rows.getByRole('row').nth(1)).toContainText(/^großgroß\d+%\d+(\.\d)?(red|green|blue)\d/);
  expect(await findings(page)).toEqual([]);
});
