import { expect, test } from '@tests/e2e/support/app';
import {
  chooseEngine,
  endRun,
  epochsDone,
  epochTable,
  expectWhole,
  keepGraphicsContext,
  laboratory,
  RECOVERY_MS,
  trainPast,
} from '@tests/e2e/support/faults';
import { SELDOM } from '@tests/e2e/support/seldom';

// A patched worker script has to come from the server, not from the shell that is kept.
// Few images: an epoch takes seconds in software.
test.use({ tinyOptions: { train: 200, test: 40 } });

test.beforeEach(({ page }) => chooseEngine(page, 'webgl'));

test.describe('row 1: the graphics context is lost', () => {
  test.beforeEach(({ context }) => keepGraphicsContext(context));

  test('in a run: it goes on from its last epoch, and the history is whole', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await expect(page.getByLabel('Backend')).toContainText('WebGL');
    await trainPast(atelier, 2, 12);
    // Some moment within an epoch.
    await page.waitForTimeout(Math.random() * 300);
    const before = await epochsDone(page);
    await laboratory(page).evaluate('graphics.getExtension("WEBGL_lose_context").loseContext()');
    const told = page.getByText(/^Graphics reset, continuing from epoch \d+\./);
    await expect(told).toBeVisible({ timeout: RECOVERY_MS });
    const from = Number((await told.textContent())?.match(/\d+/)?.[0]);
    expect(from).toBeGreaterThanOrEqual(before - 1);
    await expect(page.getByText('Finished 12 epochs')).toBeVisible({ timeout: 90_000 });
    const rows = await epochTable(page);
    expect(rows).toHaveLength(12);
    expectWhole(rows);
  });

  test('while nothing runs: the trained network is there again', { tag: SELDOM }, async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1, batchSize: 64 });
    const accuracy = (await atelier.testAccuracy.textContent()) ?? '';
    await laboratory(page).evaluate('graphics.getExtension("WEBGL_lose_context").loseContext()');
    await expect(page.getByText('Graphics reset.')).toBeVisible();
    await expect(page.getByText('Graphics reset.')).toBeHidden({ timeout: RECOVERY_MS });
    await expect(atelier.testAccuracy).toHaveText(accuracy);
    await expect(atelier.train).toBeEnabled();
  });
});

test('row 2: the GPU process crashes in a run, which goes on; after the third time on WebAssembly, in words', { tag: SELDOM }, async ({
  atelier,
  server,
  page,
  browser,
}) => {
  test.slow();
  await atelier.open(server.url);
  await trainPast(atelier, 2, 900);
  const session = await browser.newBrowserCDPSession();
  const told = page.getByText(/continuing from epoch \d+\./);
  // Chromium gives the card up for good after the third crash.
  for (let crash = 1; crash <= 3; crash++) {
    await session.send('Browser.crashGpuProcess');
    await expect(told).toBeVisible({ timeout: RECOVERY_MS });
    const before = await epochsDone(page);
    await expect.poll(() => epochsDone(page), { timeout: RECOVERY_MS }).toBeGreaterThan(before);
    if (crash < 3) await page.getByRole('button', { name: 'OK', exact: true }).click();
  }
  await expect(page.getByText(/Now computed by CPU \(WebAssembly\).* instead of GPU \(WebGL\)/)).toBeVisible();
  await expect(page.getByLabel('Backend')).toContainText('WebAssembly');
  await endRun(atelier);
  expectWhole(await epochTable(page));
});
