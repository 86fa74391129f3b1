import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: 80 } });

test('from a cell of the matrix to an image, where the network looked, and its place on the map', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Small CNN', epochs: 1 });
  const counts = (await atelier.matrix.getByRole('cell').allTextContents()).map(Number);
  const largest = counts.indexOf(Math.max(...counts));
  await atelier.matrix.getByRole('button').nth(largest).click();
  const images = page.getByRole('dialog', { name: /^Images: / });
  await images.getByRole('listitem').getByRole('button').nth(2).click();
  const place = (await images.getByText(/^Test image, number /).textContent()) ?? '';
  await expect(images.getByRole('region', { name: 'Why this answer' }).getByRole('img', { name: / for / })).toBeVisible();
  await images.getByRole('button', { name: 'Find it on the map' }).click();
  await expect(images).toBeHidden();
  const map = atelier.region('Map');
  const points = map.getByRole('application', { name: 'Map of 80 test images' });
  await expect(points).toBeFocused();
  await expect(map.getByRole('region', { name: 'Image on the map' })).toBeVisible();
  // It is that very image.
  await page.keyboard.press('Enter');
  await expect(images.getByText(place)).toBeVisible();
  await page.keyboard.press('Escape');

  // By keyboard: the images near it, and all of those in view.
  await points.focus();
  await page.keyboard.press('n');
  await expect(images.getByText(/^25 of 80 test images/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowRight');
  await expect(map.getByText(/Image \d+ of 80\.$/)).toBeAttached();
  await page.keyboard.press('v');
  await expect(images.getByText(/^80 of 80 test images/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(images).toBeHidden();

  // A class hidden, which stays so by UMAP and of the last hidden layer; a lasso around everything else.
  const shirts = map.getByRole('button', { name: /^Shirt/ });
  await shirts.click();
  await map.getByRole('radio', { name: 'UMAP' }).check();
  await map.getByRole('radio', { name: 'Last hidden layer' }).check();
  await expect(map.getByText(/^UMAP keeps neighbors together/)).toBeVisible();
  await expect(map.getByRole('progressbar')).toHaveCount(0, { timeout: 30_000 });
  await expect(shirts).toHaveAttribute('aria-pressed', 'false');
  await map.getByRole('radio', { name: 'Lasso' }).check();
  const box = await points.boundingBox();
  if (!box) throw new Error('no map');
  const buttons = await map.getByRole('button', { name: 'Zoom in' }).boundingBox();
  expect(buttons?.y, 'no mark lies under the buttons').toBeGreaterThanOrEqual(box.y + box.height);
  await page.mouse.move(box.x + 3, box.y + 3);
  await page.mouse.down();
  for (const [x, y] of [
    [box.width - 3, 3],
    [box.width - 3, box.height - 3],
    [3, box.height - 3],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y, { steps: 3 });
  await page.mouse.up();
  const shown = 80 - Number(/(\d+)$/.exec((await shirts.textContent()) ?? '')?.[1]);
  await expect(images.getByText(`${shown} of 80 test images`)).toBeVisible();
  await page.keyboard.press('Escape');
  await map.getByText('In words').click();
  await expect(map.getByRole('row')).toHaveCount(11);
  expect(await findings(page)).toEqual([]);
});
