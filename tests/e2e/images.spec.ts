import { expect, test } from '@tests/e2e/support/app';
import { findingsInBothThemes } from '@tests/e2e/support/axe';
import { near, softmaxTable } from '@tests/e2e/support/followed-page';

test.use({ engine: 'wasm', tinyOptions: { train: 400, test: 100 } });

test('a pupil opens a cell of the matrix, an image in it, and sees probabilities and neighbours', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const counts = (await atelier.matrix.getByRole('cell').allTextContents()).map(Number);
  const largest = counts.indexOf(Math.max(...counts));
  // One tab stop; the arrow keys go to the cell.
  const first = atelier.matrix.getByRole('button').first();
  await first.focus();
  for (let row = 0; row < Math.floor(largest / 10); row++) await page.keyboard.press('ArrowDown');
  for (let column = 0; column < largest % 10; column++) await page.keyboard.press('ArrowRight');
  const cell = atelier.matrix.getByRole('button').nth(largest);
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');

  const images = page.getByRole('dialog', { name: /^Images: / });
  await expect(images.getByText(`${counts[largest]} of 100 test images, after epoch 1`)).toBeVisible();
  const tiles = images.getByRole('listitem').getByRole('button');
  await expect(tiles.first().locator('canvas')).toBeVisible();
  // Sorted by confidence.
  const percents = (await tiles.allTextContents()).map((text) => Number(/(\d+)%/.exec(text)?.[1]));
  expect(percents).toEqual([...percents].sort((a, b) => b - a));
  expect(await findingsInBothThemes(page)).toEqual([]);

  await tiles.first().focus();
  await page.keyboard.press('End');
  await expect(tiles.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(images.getByRole('table', { name: 'Probabilities' }).getByRole('row')).toHaveCount(10);
  await expect(images.getByText(/^Test image, number \d+ of the test file/)).toBeVisible();
  const neighbours = images.getByRole('region', { name: 'Nearest training images' });
  await expect(neighbours.getByText(/^\d of 8 have the same label/)).toBeVisible();
  await expect(neighbours.getByRole('listitem')).toHaveCount(8);
  expect(await findingsInBothThemes(page)).toEqual([]);

  await images.getByRole('button', { name: '← All images' }).click();
  await images.getByRole('button', { name: 'Show all images' }).click();
  await expect(images.getByText('100 of 100 test images, after epoch 1')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(images).toBeHidden();
  await expect(cell).toBeFocused();

  // Where the network looked, for its answer and for another class; and on into the network.
  await page.keyboard.press('Enter');
  await tiles.nth(Math.min(2, (counts[largest] ?? 1) - 1)).click();
  const why = images.getByRole('region', { name: 'Why this answer' });
  await expect(why.getByRole('img', { name: / for / })).toBeVisible();
  await why.getByRole('combobox', { name: 'Class' }).selectOption('4');
  await expect(why.getByRole('img', { name: / for Coat$/ })).toBeVisible();
  // Every number of the answer, from the logits on.
  await images.getByRole('button', { name: 'Show every number' }).click();
  const { p } = await softmaxTable(page);
  const shown = await images.getByRole('table', { name: 'Probabilities' }).locator('td:last-child').allTextContents();
  near(
    shown.map((text) => Number.parseFloat(text)),
    p.map((share) => 100 * share),
    0.6,
  );
  await images.getByRole('button', { name: 'Show in the network' }).click();
  await expect(images).toBeHidden();
  await expect(atelier.region('Inside the network').getByRole('radio', { name: 'Picked' })).toBeChecked();
});

test('a bar of class counts opens its images, with answers and doubtful labels once a model was trained', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  const data = atelier.region('Data');
  await atelier.unfold('Data', 'Task');
  const bar = data.getByRole('list', { name: /^Training images of each class/ }).getByRole('button', { name: /^Shirt: / });
  const count = Number(/(\d+) images/.exec((await bar.getAttribute('aria-label')) ?? '')?.[1]);
  await bar.focus();
  await page.keyboard.press('Enter');
  const images = page.getByRole('dialog', { name: 'Images: Shirt' });
  await expect(images.getByText(`${count} of 360 training images`)).toBeVisible();
  const tiles = images.getByRole('listitem').getByRole('button');
  await expect(tiles.first()).toHaveAccessibleName('Shirt');
  await expect(images.getByRole('button', { name: "Show the model's answers" })).toBeHidden();
  expect(await findingsInBothThemes(page)).toEqual([]);
  await tiles.first().click();
  await expect(images.getByText(/^Training image, number \d+ of the training file/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toBeFocused();

  await atelier.trainToTheEnd({ epochs: 1 });
  await bar.click();
  await images.getByRole('button', { name: "Show the model's answers" }).click();
  await expect(images.getByText(`${count} of 360 training images, after epoch 1`)).toBeVisible();
  await expect(tiles.first()).toHaveAccessibleName(/^Shirt, (correctly recognized|taken for .+), \d+%$/);
  await page.keyboard.press('Escape');
  await expect(bar).toBeFocused();

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Report' }).click();
  await atelier.region('Report').getByRole('button', { name: 'Find' }).click();
  const doubtful = page.getByRole('dialog', { name: 'Images: possible wrong labels' });
  await expect(doubtful.getByText(/^\d+ of 360 training images, after epoch 1\. The model was trained on these labels/)).toBeVisible();
});
