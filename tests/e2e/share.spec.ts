import { expect, test } from '@tests/e2e/support/app';
import { toBase64Url } from '@/exchange/base64url';

test.use({ engine: 'wasm' });

test('a damaged link says so and changes nothing, by keyboard too', async ({ atelier, page, server }) => {
  await page.goto(`${server.url}#design=1.${toBase64Url(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))}`);
  const refusal = page.getByRole('dialog', { name: 'This link cannot be opened' });
  await expect(refusal).toContainText('damaged');
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();
  await expect(atelier.field('Epochs')).toHaveValue('5');
  expect(new URL(page.url()).hash).toBe('');
});
