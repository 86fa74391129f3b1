import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { epochTable, storedRuns } from '@tests/e2e/support/faults';

test.use({ engine: 'wasm', tinyOptions: { train: 400, test: 100 } });

/** Columns of a line after its model, in order. */
const TEST_ACCURACY = 0;
const MACRO_F1 = 2;
const VALIDATION_ACCURACY = 3;
const EPOCHS = 5;

const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });

/** Opens the table with the keyboard, as a person without a mouse would. */
async function openRuns(atelier: Atelier): Promise<Locator> {
  await view(atelier.page, 'Runs').focus();
  await atelier.page.keyboard.press('Enter');
  return atelier.region('Runs');
}

/** The cells of the line of this model. */
async function lineOf(runs: Locator, model: string): Promise<string[]> {
  const line = runs.getByRole('row').filter({ has: runs.page().getByRole('button', { name: model, exact: true }) });
  return line.getByRole('cell').allTextContents();
}

/** Trains, and says what the Live view shows at the end. */
async function train(atelier: Atelier, preset: string, epochs: number): Promise<{ test: string; validation: string; macroF1: string }> {
  await atelier.set({ preset, epochs });
  await atelier.train.click();
  await expect(atelier.page.getByText(`Finished ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`, { exact: true })).toBeVisible();
  await expect(atelier.testAccuracy).toHaveText(/%/);
  const cells = (await atelier.matrix.getByRole('cell').allTextContents()).map(Number);
  return {
    test: (await atelier.testAccuracy.textContent()) ?? '',
    validation: (await atelier.validationAccuracy.textContent()) ?? '',
    macroF1: `${(100 * macroF1(cells)).toFixed(1)}%`,
  };
}

/** The mean of 2 hits / (images + answers) over the classes of a matrix given cell by cell. */
function macroF1(cells: number[]): number {
  const classes = Math.sqrt(cells.length);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const scores = Array.from({ length: classes }, (_, k) => {
    const images = sum(cells.slice(k * classes, (k + 1) * classes));
    const answers = sum(cells.filter((_value, i) => i % classes === k));
    return images + answers === 0 ? 0 : (2 * (cells[k * classes + k] ?? 0)) / (images + answers);
  });
  return sum(scores) / classes;
}

const accuraciesOf = async (runs: Locator) => {
  const lines = await Promise.all(['No hidden layer → 10', 'Dense 128 → 10'].map((model) => lineOf(runs, model)));
  return lines.map((cells) => cells[TEST_ACCURACY]?.replace('◆', ''));
};

test('two networks stand beside each other; the settings of one come back, and it can be deleted for good', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await expect(await openRuns(atelier)).toContainText('No runs yet');
  await view(page, 'Live').click();
  const first = await train(atelier, 'Softmax regression', 1);
  const second = await train(atelier, 'One hidden layer', 2);

  const runs = await openRuns(atelier);
  const models = runs.getByRole('rowheader').locator('[aria-expanded]');
  await expect(models).toHaveText(['Dense 128 → 10', 'No hidden layer → 10']);
  expect(await accuraciesOf(runs)).toEqual([first.test, second.test]);
  const line = await lineOf(runs, 'Dense 128 → 10');
  expect([line[VALIDATION_ACCURACY], line[MACRO_F1], line[EPOCHS]]).toEqual([second.validation, second.macroF1, '2']);

  const heading = runs.getByRole('columnheader', { name: 'Test accuracy' });
  const worstFirst = Number.parseFloat(first.test) < Number.parseFloat(second.test) ? /No hidden/ : /Dense/;
  await heading.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  if (first.test !== second.test) await expect(models.first()).toHaveText(worstFirst);

  await models.filter({ hasText: 'Dense 128' }).click();
  await expect(runs).toContainText('You can’t delete the run that is open');
  await expect(runs.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await models.filter({ hasText: 'No hidden layer' }).click();
  await expect(runs.getByRole('table', { name: 'Settings that differ' })).toContainText('Epochs12');
  await runs.getByRole('button', { name: 'Use these settings' }).click();
  await expect(view(page, 'Live')).toHaveAttribute('aria-current', 'page');
  await expect(atelier.field('Epochs')).toHaveValue('1');
  await atelier.region('Network').getByRole('button', { name: 'Undo' }).click();
  await expect(atelier.field('Epochs')).toHaveValue('2');

  await openRuns(atelier);
  await models.filter({ hasText: 'No hidden layer' }).click();
  await runs.getByRole('textbox', { name: 'Name' }).fill('Plain softmax');
  await runs.getByRole('button', { name: /^Star Plain|^Star No hidden/ }).click();
  await expect(models).toHaveText(['Dense 128 → 10', 'Plain softmax']);
  await expect(runs.getByRole('button', { name: 'Star Plain softmax' })).toHaveAttribute('aria-pressed', 'true');
  await runs.getByRole('searchbox', { name: 'Search runs' }).fill('plain adam');
  await expect(models).toHaveText(['Plain softmax']);
  await runs.getByRole('searchbox', { name: 'Search runs' }).fill('');
  await expect(runs).toContainText(/2 runs, \d/);
  expect(await findings(page)).toEqual([]);

  // Deleted by key, brought back, and deleted for good.
  await runs.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(models).toHaveText(['Dense 128 → 10']);
  await expect(runs.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(models).toHaveText(['Dense 128 → 10', 'Plain softmax']);
  await expect(runs.getByRole('button', { name: 'Star Plain softmax' })).toHaveAttribute('aria-pressed', 'true');
  if (!(await runs.getByRole('button', { name: 'Delete', exact: true }).isVisible())) await models.filter({ hasText: 'Plain' }).click();
  await runs.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(models).toHaveText(['Dense 128 → 10']);
  await expect.poll(() => storedRuns(page)).toBe(1);
  await page.reload();
  await openRuns(atelier);
  await expect(models).toHaveText(['Dense 128 → 10']);
});

test('the table leaves as CSV with all digits, a run begins with the weights of another, and the table is there on a phone', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  const { test: accuracy } = await train(atelier, 'Softmax regression', 1);
  const [first] = await epochTable(page);
  const runs = await openRuns(atelier);
  const [download] = await Promise.all([page.waitForEvent('download'), runs.getByRole('button', { name: 'Export as CSV' }).click()]);
  const [heading = [], line = []] = readFileSync(await download.path(), 'utf8')
    .split('\r\n')
    // Commas within quotes belong to the words there.
    .map((text) => text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  const loss = Number(line[heading.indexOf('test loss')]);
  expect(`${(100 * Number(line[heading.indexOf('test accuracy')])).toFixed(1)}%`).toBe(accuracy);
  expect(Number(loss.toFixed(3))).not.toBe(loss);
  expect(line[heading.indexOf('parameters')]).toBe('7850');

  // Another run, which begins with what the first has learned.
  await runs.getByRole('rowheader').locator('[aria-expanded]').first().click();
  await runs.getByRole('button', { name: 'Start from these weights' }).click();
  await expect(page.getByText('Finished 1 epoch', { exact: true })).toBeVisible();
  const [begun] = await epochTable(page);
  expect(Number(begun?.[1])).toBeLessThan(Number(first?.[1]));
  await openRuns(atelier);
  await expect(runs.getByRole('rowheader').locator('[aria-expanded]')).toHaveCount(2);
  await runs.getByRole('rowheader').locator('[aria-expanded]').first().click();
  await expect(runs).toContainText(/Started from the weights of Run of .*, 1 epoch\./);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Runs' }).click();
  const model = runs.getByRole('rowheader').first();
  await runs.getByRole('columnheader', { name: 'Engine' }).scrollIntoViewIfNeeded();
  await expect(model).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // Back to its start: what the column that stays half covers, axe would call too small.
  await runs.getByRole('columnheader', { name: 'Engine' }).evaluate((header) => header.closest('table')?.parentElement?.scrollTo(0, 0));
  expect(await findings(page)).toEqual([]);
});
