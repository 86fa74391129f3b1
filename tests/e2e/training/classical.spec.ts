import type { Page } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findings, findingsInBothThemes } from '@tests/e2e/support/axe';

const TEST_IMAGES = 100;

test.use({ engine: 'wasm', tinyOptions: { train: 400, test: TEST_IMAGES } });

const field = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Model', exact: true }).getByRole('spinbutton', { name, exact: true });

/** Starts a drawing from an image of the data, and waits until the model has named it. */
async function drawAndBeAnswered({ page }: Atelier): Promise<void> {
  await page.getByLabel('Load an example').selectOption({ label: 'Bag' });
  await expect(page.getByRole('list', { name: 'Probabilities' })).toContainText(/\d+%/);
}

/** Builds a network that is no preset, so that it can be told from all of them when it comes back. */
async function buildOwnNetwork(atelier: Atelier): Promise<void> {
  await atelier.preset.selectOption({ label: 'One hidden layer' });
  await atelier.page.locator('[data-head]').filter({ hasText: 'Dense' }).click();
  await atelier.field('units').fill('7');
  await expect(atelier.preset).toHaveValue('');
}

async function trainTree(atelier: Atelier): Promise<void> {
  await atelier.preset.selectOption({ label: 'Decision tree' });
  await field(atelier.page, 'maximum depth').fill('4');
  await atelier.train.click();
  await expect(atelier.page.getByText(/^Finished: learned in /)).toBeVisible({ timeout: 60_000 });
}

test('a decision tree is chosen, set, trained, evaluated and drawn for, and is still there after a reload', async ({
  page,
  atelier,
  server,
}) => {
  await atelier.open(server.url);
  await buildOwnNetwork(atelier);
  await atelier.preset.selectOption({ label: 'Decision tree' });
  await expect(atelier.region('Network')).toBeHidden();
  await expect(page.getByLabel('Total parameters')).toBeHidden();
  await expect(atelier.field('Epochs')).toBeHidden();

  await field(page, 'maximum depth').fill('0');
  await expect(field(page, 'maximum depth')).toHaveAccessibleDescription(/at least 1/);
  await expect(atelier.train).toBeDisabled();
  expect.soft(await findings(page)).toEqual([]);
  await expect(atelier.region('Run')).toContainText('Decision tree: maximum depth must be at least 1');

  await trainTree(atelier);
  await expect(atelier.testAccuracy).toHaveText(/^\d+\.\d%$/);
  await expect(page.getByLabel('Training time')).toHaveText(/ s$/);
  await expect(page.getByRole('button', { name: /Continue for/ })).toBeHidden();
  expect(await atelier.matrixSum()).toBe(TEST_IMAGES);
  await expect(page.getByText(/epoch 0/)).toBeHidden();

  await drawAndBeAnswered(atelier);
  expect.soft(await findingsInBothThemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(atelier.region('Report').getByRole('table', { name: /^Classification report: test, [\d,]+ images/ })).toBeVisible();
  await page.getByRole('button', { name: 'Live', exact: true }).click();

  const accuracy = (await atelier.testAccuracy.textContent()) ?? '';
  await page.reload();
  await expect(page.getByText(/^Finished: learned in /)).toBeVisible({ timeout: 60_000 });
  await expect(atelier.testAccuracy).toHaveText(accuracy);
  await expect(field(page, 'maximum depth')).toHaveValue('4');
  await drawAndBeAnswered(atelier);

  await page.getByRole('button', { name: 'Back to my network' }).click();
  await expect(atelier.region('Network')).toContainText('7');
  await expect(atelier.preset).toHaveValue('');
  await expect(page.getByText(/^You changed the settings/)).toBeVisible();
});
