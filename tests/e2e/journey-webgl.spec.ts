import { expect, test } from './app';

test('a person opens the page, trains, watches, draws, and finds it all after a reload', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await expect(page.getByText('360 train · 40 validation · 100 test')).toBeVisible();
  await expect(page.getByLabel('Total parameters')).toHaveText('101,770');
  await expect(atelier.testAccuracy).toHaveText('—');
  await expect(atelier.region('Curves')).toContainText('Press Train');

  await atelier.trainToTheEnd({ preset: 'One hidden layer', epochs: 3, batchSize: 32 });
  await expect(atelier.validationAccuracy).toHaveText(/^\d+\.\d%$/);
  await expect(atelier.testAccuracy).toHaveText(/^\d+\.\d%$/);
  expect(await atelier.matrixSum()).toBe(100);
  await expect(atelier.region('Samples')).toContainText('epoch 3');

  const drawing = page.getByLabel('Drawing', { exact: true });
  const box = (await drawing.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 8 });
  await page.mouse.up();
  await expect(atelier.region('Draw').getByRole('listitem').first()).toContainText(/\d/);

  const accuracy = (await atelier.testAccuracy.textContent()) ?? '';
  await page.reload();
  await expect(atelier.testAccuracy).toHaveText(accuracy);
  await expect(page.getByText(/^Finished 3 epochs$/)).toBeVisible();
  await expect(atelier.region('Samples')).toContainText('epoch 3');
});
