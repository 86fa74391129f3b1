import { startAppServer } from '@tests/fixtures/app-server';
import { SECURITY_HEADERS } from '../../security';
import { Atelier, expect, serveTiny, test } from './app';

test('a host that sends no headers still gets threads, from the second visit on', async ({ page, tiny }) => {
  const answer = serveTiny(tiny, () => 'ok');
  const server = await startAppServer((path, request, response) => {
    for (const name of Object.keys(SECURITY_HEADERS)) response.removeHeader(name);
    return answer(path, request, response);
  });
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
