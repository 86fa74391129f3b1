import { expect, test } from '@tests/e2e/support/app';
import { LONG_SLEEVED_SHIRT, stroke } from '@tests/e2e/support/pad';

test.use({ engine: 'wasm' });

test('a pupil builds a network, trains it, follows a mistake to its image and place, and is understood when drawing', async ({
  atelier,
  server,
  page,
}) => {
  const view = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true }).click();
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Built-in garments' });
  await page.getByRole('switch', { name: 'Ready for drawings' }).check();
  await atelier.preset.selectOption({ label: 'Empty' });

  // A CNN: a convolution by mouse, pooling by keyboard, and what is missing by the offer at its place.
  await view('Network');
  const inside = atelier.region('Inside the network');
  const lines = inside.getByRole('list', { name: 'Blocks' }).locator('[data-head]');
  const insert = inside.getByRole('button', { name: 'Insert a layer before Output', exact: true });
  await insert.click();
  await page.getByRole('button', { name: 'Add Conv2D', exact: true }).click();
  await inside.getByRole('spinbutton', { name: 'filters' }).fill('8');
  await insert.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add MaxPooling2D', exact: true }).focus();
  await page.keyboard.press('Enter');
  await inside.getByRole('button', { name: 'Add Flatten', exact: true }).click();
  await expect(lines).toHaveText([/Conv2D/, /MaxPooling2D/, /Flatten/]);
  await atelier.trainToTheEnd({ epochs: 1 });

  // A shirt that was taken for a T-shirt, the third one: where the network looked, and where it lies on the map.
  await view('Live');
  await atelier.matrix.getByRole('button', { name: /^Shirt taken for T-shirt\/top: [1-9]/ }).click();
  const images = page.getByRole('dialog', { name: /^Images: / });
  await images.getByRole('listitem').getByRole('button').nth(2).click();
  await expect(images.getByText(/^(Test|Validation) image, number /)).toBeVisible();
  const why = images.getByRole('region', { name: 'Why this answer' });
  await expect(why.getByRole('img', { name: 'Grad-CAM for T-shirt/top' })).toBeVisible();
  await images.getByRole('button', { name: 'Find it on the map' }).click();
  await expect(atelier.region('Map').getByRole('region', { name: 'Image on the map' })).toBeVisible({ timeout: 20_000 });
  await expect(atelier.region('Map').getByRole('region', { name: 'Image on the map' })).toContainText('Shirt');

  // An outline: the page says what helps, and then understands it.
  await view('Live');
  const draw = atelier.region('Draw');
  await stroke(page, LONG_SLEEVED_SHIRT);
  await expect(draw.getByText('It sees only a line.')).toBeVisible();
  await draw.getByRole('button', { name: 'Fill it' }).click();
  await expect(draw.getByText('It sees only a line.')).toBeHidden();
  // Names that are nearly as likely are said together: "Pullover or Shirt".
  await expect(draw.locator('p').filter({ hasText: /(^| or )Shirt\b/ })).toBeVisible();
});
