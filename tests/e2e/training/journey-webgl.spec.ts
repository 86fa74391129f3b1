import { type Atelier, expect, test } from '@tests/e2e/support/app';

/** Both engines were measured on this network, and the faster one was taken. */
async function expectMeasuredChoice({ page }: Atelier): Promise<void> {
  const backend = page.getByLabel('Backend', { exact: true });
  const figures = /Fastest for this network on this computer: ([\d,]+) images per second, against (?:at most )?([\d,]+) on (.+)\.$/;
  await expect(backend).toHaveAccessibleDescription(figures);
  const id = (await backend.getAttribute('aria-describedby')) ?? '';
  const [, own = '', other = '', slower = ''] = (await page.locator(`[id="${id}"]`).textContent())?.match(figures) ?? [];
  const count = (text: string) => Number(text.replaceAll(',', ''));
  expect(count(own)).toBeGreaterThanOrEqual(count(other));
  await expect(backend).toContainText(/WebGL/.test(slower) ? 'WebAssembly' : 'WebGL');
}

test('a person opens the page, trains, watches, draws, and finds it all after a reload', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await expect(page.getByText('360 train · 40 validation · 100 test')).toBeVisible();
  await expect(page.getByLabel('Total parameters')).toHaveText('101,770');
  await expect(atelier.testAccuracy).toHaveText('—');
  await expect(atelier.region('Curves')).toContainText('Train to watch it learn.');

  await atelier.trainToTheEnd({ preset: 'One hidden layer', epochs: 3, batchSize: 32 });
  await expect(atelier.validationAccuracy).toHaveText(/^\d+\.\d%$/);
  await expect(atelier.testAccuracy).toHaveText(/^\d+\.\d%$/);
  await expectMeasuredChoice(atelier);
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
