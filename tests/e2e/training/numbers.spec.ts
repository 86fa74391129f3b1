import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

test('a number is predicted: its charts stand in the place of the matrix while it learns, over nothing else', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Flight prices' });
  const predictions = atelier.region('Predictions');
  await expect(predictions).toContainText('After each epoch, these charts show what was predicted against what is true.');
  await expect(atelier.region('Confusion matrix')).toHaveCount(0);
  await atelier.trainToTheEnd({ epochs: 1 });
  await expect(predictions).toContainText('Test, 4,000 rows, after epoch 1');
  await expect(predictions.getByRole('img', { name: /^Predicted against true Price: [\d,]+ rows as dots/ })).toBeVisible();

  // The figures at the right of the curves are four: they end above the charts, however low the window.
  await page.setViewportSize({ width: 1366, height: 640 });
  const table = await page.getByRole('button', { name: 'Epoch table' }).boundingBox();
  const below = await predictions.boundingBox();
  expect((table?.y ?? 0) + (table?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Predictions' }).click();
  await expect(predictions.getByRole('img', { name: /^Residuals between/ })).toBeVisible();
});
