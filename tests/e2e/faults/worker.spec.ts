import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';
import {
  chooseEngine,
  endRun,
  epochsDone,
  epochTable,
  expectWhole,
  LONG_RUN,
  laboratory,
  patchWorker,
  RECOVERY_MS,
  trainPast,
} from '@tests/e2e/support/faults';

// A patched worker script has to come from the server, not from the shell that is kept.
test.use({ tinyOptions: LONG_RUN });

/** Writes down whatever the run bar says from now on: what it says while another worker starts is gone too soon to be waited for. */
async function wordsOfRunBar(page: Page): Promise<() => Promise<string>> {
  const bar = await page.getByRole('region', { name: 'Run', exact: true }).elementHandle();
  const said = await page.evaluateHandle((element) => {
    const words: string[] = [];
    const note = () => words.push([...(element?.querySelector('p')?.children ?? [])].map(({ textContent }) => textContent).join(' '));
    const observer = new MutationObserver(note);
    if (element) observer.observe(element, { subtree: true, childList: true, characterData: true });
    return words;
  }, bar);
  return () => said.evaluate((words) => words.join('\n'));
}

test.describe('row 9: the worker', () => {
  test.beforeEach(({ page }) => chooseEngine(page, 'wasm'));

  const disturbances = {
    throws: {
      code: 'setTimeout(() => { throw new Error("out of order"); })',
      told: /The worker failed .*out of order.*continuing from epoch/,
    },
    hangs: { code: 'setTimeout(() => { for (;;); })', told: /The worker stopped answering, continuing from epoch/ },
    dies: { code: 'self.close()', told: /The worker stopped answering, continuing from epoch/ },
  };

  for (const [what, { code, told }] of Object.entries(disturbances)) {
    test(`${what}: another one takes over and the run goes on`, async ({ atelier, server, page }) => {
      await atelier.open(server.url);
      await trainPast(atelier, 2);
      const before = await epochsDone(page);
      const words = await wordsOfRunBar(page);
      await laboratory(page).evaluate(code);
      await expect(page.getByText(told)).toBeVisible({ timeout: RECOVERY_MS });
      expect(await words()).toContain('Restarting from the last checkpoint');
      await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before + 2);
      await endRun(atelier);
      expectWhole(await epochTable(page));
    });
  }

  test('dies while the run is paused: the run is still paused, and can be resumed', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await trainPast(atelier, 2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByText(/^Paused/)).toBeVisible();
    const before = await epochsDone(page);
    await laboratory(page).evaluate('setTimeout(() => { throw new Error("out of order"); })');
    await expect(page.getByText(/continuing from epoch/)).toBeVisible({ timeout: RECOVERY_MS });
    await expect(page.getByText(/^Paused/)).toBeVisible();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before);
    await endRun(atelier);
  });

  test('fails again and again: it is said, and not tried for ever', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    // The messages of a worker that dies at birth: it opens, and never gets to a step.
    const failing = 'setTimeout(() => { throw new Error("no use"); })';
    page.on('worker', (worker) => worker.evaluate(failing).catch(() => undefined));
    await laboratory(page).evaluate(failing);
    await expect(page.getByText('Training keeps crashing.')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    expectWhole(await epochTable(page));
  });
});

/** Refuses checkpoints as a full disk does. Chromium's own quota override spares the databases of private windows, which tests run in. */
const FULL_DISK = `
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...row) {
    if (globalThis.diskFull && this.name === 'checkpoints') throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, row);
  };
`;

test('row 12: a full disk is said, the run goes on, and it is taken back once there is room', async ({
  atelier,
  server,
  page,
  context,
}) => {
  await patchWorker(context, FULL_DISK);
  await chooseEngine(page, 'wasm');
  await atelier.open(server.url);
  await trainPast(atelier, 1);
  await laboratory(page).evaluate('globalThis.diskFull = true');
  const told = page.getByText('Not saved in this browser.');
  await expect(told).toBeVisible();
  await expect(page.getByRole('status').filter({ has: told })).toContainText('There is no room left on this computer');
  const before = await epochsDone(page);
  await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before);
  await laboratory(page).evaluate('globalThis.diskFull = false');
  await expect(told).toBeHidden();
  await endRun(atelier);
});
