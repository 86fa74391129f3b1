import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm', tinyOptions: { train: 400, test: 100 }, viewport: { width: 1366, height: 768 } });

const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });
const TRAINED = ['Softmax regression', 'One hidden layer', 'One hidden layer'];

test('three networks are overlaid, one is pinned, and the differences are read, by keyboard and on a phone', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  // The first one takes few steps, so that it gets images wrong which the others get right.
  for (const [i, preset] of TRAINED.entries()) await atelier.trainToTheEnd({ preset, epochs: i + 2, batchSize: i === 0 ? 200 : 32 });
  await view(page, 'Runs').press('Enter');
  const runs = atelier.region('Runs');
  const boxes = runs.getByRole('checkbox', { name: /^Compare / });
  await expect(boxes).toHaveCount(3);
  for (const box of await boxes.all()) await box.press('Space');
  await runs.getByRole('button', { name: 'Compare', exact: true }).press('Enter');

  const comparison = atelier.region('Comparison');
  await expect(comparison.getByRole('img', { name: 'Loss of 3 runs' })).toBeVisible();
  const legend = comparison.getByRole('table', { name: /^At the end of each run/ });
  await expect(legend.getByRole('row').nth(1)).toContainText('100.0%');
  await expect(legend.getByText('—')).toHaveCount(0);
  // The longest run alone reaches the end of the axis; in its second epoch all three are read.
  const slider = comparison.getByRole('slider', { name: 'Read at' });
  await slider.focus();
  await slider.press('Home');
  for (let stop = 0; stop < 4; stop++) await slider.press('PageUp');
  await expect(comparison.getByRole('table', { name: /^At epoch/ }).getByText('—')).toHaveCount(0);
  await comparison.getByRole('button', { name: /^C /, pressed: true }).press('Enter');
  await expect(comparison.getByRole('img', { name: 'Loss of 2 runs' })).toBeVisible();
  await comparison.getByRole('button', { name: 'Pin C' }).press('Enter');
  const results = comparison.getByRole('table', { name: /^Results/ });
  await expect(results.getByRole('row').nth(1)).toContainText(/points|±0/);
  await expect(results.getByRole('row').nth(1)).toContainText('+93,920');
  await expect(comparison.getByRole('table', { name: 'Settings that differ' }).getByRole('row', { name: /Epochs/ })).toContainText('432');
  const two = comparison.getByRole('region', { name: 'Two runs' });
  await two.getByRole('button', { name: 'Find images that changed sides' }).press('Enter');
  await expect(two.getByText('McNemar’s exact test.')).toBeVisible();
  await two
    .getByRole('button', { name: /^All probabilities of this/ })
    .first()
    .press('Enter');
  const picture = two.getByRole('region', { name: 'One picture' });
  const answers = picture.getByRole('list');
  await expect(answers).toHaveCount(2);
  await expect(answers.nth(1).getByRole('listitem').first()).toContainText('%');
  await picture.getByRole('combobox', { name: 'Sample of' }).selectOption('Bag');
  await picture.getByRole('button', { name: 'Ask about a sample' }).press('Enter');
  await expect(picture.getByRole('img', { name: 'Bag, from Fashion-MNIST' })).toBeVisible();
  await expect(answers.first().getByRole('listitem').first()).toContainText('%');
  await picture.getByRole('button', { name: 'Ask about my drawing' }).press('Enter');
  await expect(picture.getByRole('status')).toHaveText(/^The pad is empty/);
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await findings(page)).toEqual([]);
  await comparison.getByRole('button', { name: 'All runs' }).click();
  await expect(boxes).toHaveCount(3);
});
