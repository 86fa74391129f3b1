import { Atelier, expect, serveTiny, test } from '@tests/e2e/support/app';
import { SELDOM } from '@tests/e2e/support/seldom';
import { type AppServer, startAppServer } from '@tests/support/app-server';
import type { TinyDataset } from '@tests/support/tiny-dataset';
import { SECURITY_HEADERS } from '../../../security';

test.use({ serviceWorkers: 'allow' });

/** A host that sends none of our headers. */
function serveBare(tiny: TinyDataset): Promise<AppServer> {
  const answer = serveTiny(tiny, () => 'ok');
  return startAppServer((path, request, response) => {
    for (const name of Object.keys(SECURITY_HEADERS)) response.removeHeader(name);
    return answer(path, request, response);
  });
}

test('a host that sends no headers still gets threads, from the second visit on', async ({ page, tiny }) => {
  const server = await serveBare(tiny);
  try {
    const atelier = new Atelier(page);
    await atelier.open(server.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await expect(atelier.train).toBeEnabled({ timeout: 60_000 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await atelier.trainToTheEnd({ preset: 'Small CNN', epochs: 1, batchSize: 64 });
    await expect(page.getByLabel('Backend', { exact: true })).toHaveText(/WebAssembly.*\d threads?/);
  } finally {
    await server.close();
  }
});

test('on its first visit there, a convolutional network trains on several workers', { tag: SELDOM }, async ({ page, tiny }) => {
  const server = await serveBare(tiny);
  try {
    const atelier = new Atelier(page);
    await atelier.open(server.url);
    await expect(atelier.train).toBeEnabled({ timeout: 60_000 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    test.skip(cores < 2, 'one core has nobody to share the work with');
    await atelier.trainToTheEnd({ preset: 'Small CNN', epochs: 2, batchSize: 64 });
    await expect(page.getByLabel('Backend', { exact: true })).toHaveText(/WebAssembly.*[2-4] workers/);
    await expect(atelier.testAccuracy).toHaveText(/%/);
  } finally {
    await server.close();
  }
});
