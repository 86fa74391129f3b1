import type { Page } from '@playwright/test';
import { Atelier, expect, serveTiny, test } from '@tests/e2e/support/app';
import { type AppServer, startAppServer } from '@tests/support/app-server';

test.use({ serviceWorkers: 'allow' });

// That the app opens and trains without its server is held in faults/data.spec.ts.

/** The shell is kept once its service worker is at work and has fetched everything. */
const shellKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    return (await caches.keys()).length > 0;
  });

/** What this origin still keeps, by name. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return { databases: databases.map(({ name }) => name), settings: Object.keys(localStorage), caches: await caches.keys() };
  });

test('works from a sub-path, fonts, worker and service worker included', async ({ page, tiny }) => {
  const tinyServer = serveTiny(tiny, () => 'ok');
  const folder = '/some/path/';
  const server: AppServer = await startAppServer((path, ...rest) => tinyServer(path.replace(folder, '/'), ...rest), folder);
  try {
    const atelier = new Atelier(page);
    await atelier.open(server.url);
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
    await expect(page.getByText('360 train · 40 validation · 100 test')).toBeVisible();
    expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true);
    expect(await shellKept(page)).toBe(true);
    expect(server.requests.filter((path) => !path.startsWith(folder) && path !== '/favicon.ico')).toEqual([]);
  } finally {
    await server.close();
  }
});

test('light or dark is remembered', async ({ atelier, server, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await atelier.open(server.url);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Colors: as the system' }).click();
  await page.getByRole('button', { name: 'Colors: light' }).click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Colors: dark' })).toBeVisible();
  expect(await paper()).toBe(dark);
});

test('"Erase everything" asks once and leaves a fresh page', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await shellKept(page);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  expect((await kept(page)).databases).not.toEqual([]);
  await page.getByRole('button', { name: 'Browse images' }).click();
  await page.getByRole('button', { name: 'Erase everything on this computer' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Erase everything on this computer' }).click();
  const asked = server.requests.length;
  const fresh = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await fresh;
  await expect(page.getByText('Not trained yet')).toBeVisible();
  await expect(atelier.testAccuracy).toHaveText('—');
  await expect(page.getByLabel('Total parameters')).toHaveText('101,770');
  expect((await kept(page)).settings).toEqual([]);
  // The data set is fetched anew: nothing of it was left.
  await expect.poll(() => server.requests.slice(asked).filter((path) => path.includes('fashion-mnist')).length).toBeGreaterThan(3);
});
