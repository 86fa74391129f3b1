import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@tests/e2e/support/app';
import { type Handler, startAppServer } from '@tests/support/app-server';

const FOLDER = fileURLToPath(new URL('../../../../shared/fashion-mnist/', import.meta.url));

/** Serves the four official files from the app's own origin, as a teacher would. */
const serveOfficialFiles: Handler = (path, _request, response) => {
  const name = path.match(/^\/data\/fashion-mnist\/([\w.-]+)$/)?.[1];
  if (!name || !existsSync(FOLDER + name)) return false;
  response.writeHead(200, { 'Content-Type': 'application/gzip' });
  createReadStream(FOLDER + name).pipe(response);
  return true;
};

test.describe('the real Fashion-MNIST', () => {
  test.skip(!existsSync(FOLDER), `the official files are not in ${FOLDER}`);
  test.setTimeout(240_000);

  test('arrives, is kept, and a dense network learns it in one epoch', async ({ atelier, page }) => {
    const server = await startAppServer(serveOfficialFiles);
    await atelier.open(server.url);
    await expect(page.getByText('54,000 train · 6,000 validation · 10,000 test')).toBeVisible({ timeout: 60_000 });
    await atelier.set({ preset: 'One hidden layer', epochs: 1, batchSize: 128 });
    await atelier.train.click();
    await expect(page.getByText(/^Finished 1 epoch$/)).toBeVisible({ timeout: 180_000 });
    const accuracy = Number.parseFloat((await atelier.testAccuracy.textContent()) ?? '');
    expect(accuracy).toBeGreaterThan(80);
    expect(await atelier.matrixSum()).toBe(10_000);

    // The next visit starts from what is kept, without the network.
    const asked = server.requests.length;
    await page.reload();
    await expect(page.getByText('54,000 train · 6,000 validation · 10,000 test')).toBeVisible({ timeout: 60_000 });
    expect(server.requests.slice(asked).filter((path) => path.startsWith('/data/'))).toEqual([]);
    await expect(atelier.testAccuracy).toHaveText(`${accuracy.toFixed(1)}%`);
    await server.close();
  });
});
