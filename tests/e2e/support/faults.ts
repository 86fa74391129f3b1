import type { BrowserContext, Page, Worker } from '@playwright/test';
import { type Atelier, expect } from './app';

/** A worker that is gone is noticed and replaced within this time (and the engine's start on a slow machine). */
export const RECOVERY_MS = 60_000;

/** Prepended to the worker's script: keeps its graphics context within reach of a test. */
const KEEP_CONTEXT = `
  const getContext = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...request) {
    const context = getContext.apply(this, request);
    globalThis.graphics = context;
    return context;
  };
`;

/** Puts code before the worker's own. Needs a context without service worker, which would answer in the test's place. */
export async function patchWorker(context: BrowserContext, code: string): Promise<void> {
  await context.route(/\/assets\/main-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}

export const keepGraphicsContext = (context: BrowserContext) => patchWorker(context, KEEP_CONTEXT);

/** The worker of the laboratory now; threads of the CPU engine are other scripts. */
export function laboratory(page: Page): Worker {
  const worker = page.workers().findLast((candidate) => /\/main-[\w-]+\.js/.test(candidate.url()));
  if (!worker) throw new Error('no worker is there');
  return worker;
}

/** Chooses the engine before the page opens, as a person does under "Engine". */
export async function chooseEngine(page: Page, engine: 'webgl' | 'wasm'): Promise<void> {
  await page.addInitScript((choice) => localStorage.setItem('atelier.preferences', JSON.stringify({ engine: choice })), engine);
}

/** Images enough that a run on a quick machine is still in its middle when it is disturbed. */
export const LONG_RUN = { train: 2000, test: 100 };

/** Starts a run that is long enough to be disturbed, and waits until `epochs` of it are done. */
export async function trainPast(atelier: Atelier, epochs: number, of = 1000, preset = 'Softmax regression'): Promise<void> {
  // Until they are there the built-in garments can be trained on, and they are many more.
  await expect(atelier.page.getByRole('img', { name: /^Fashion-MNIST:/ })).toBeVisible();
  await atelier.set({ preset, epochs: of, batchSize: 2 });
  await atelier.train.click();
  await expect.poll(() => epochsDone(atelier.page), { timeout: 60_000 }).toBeGreaterThanOrEqual(epochs);
}

/** Ends a run, if it has not come to its end by itself meanwhile. */
export async function endRun({ page, stop }: Atelier): Promise<void> {
  const over = page.getByText(/^(Stopped after|Finished) \d+ epoch/);
  await expect(stop.or(over).first()).toBeVisible();
  if (!(await over.isVisible())) await stop.click();
  await expect(over).toBeVisible();
}

/** Epochs that are done according to the run bar ("Epoch 3 of 5" is the third one under way). */
export async function epochsDone(page: Page): Promise<number> {
  const text = (await page.getByRole('region', { name: 'Run', exact: true }).textContent()) ?? '';
  const under = text.match(/epoch (\d+) of/i);
  const over = text.match(/after (\d+) epoch|Finished (\d+) epoch/);
  return under ? Number(under[1]) - 1 : Number(over?.[1] ?? over?.[2] ?? 0);
}

/** One row of the epoch table: epoch, training loss and accuracy, validation loss and accuracy, as shown. */
export type EpochRow = string[];

/** Opens the epoch table, reads it, and closes it again. */
export async function epochTable(page: Page): Promise<EpochRow[]> {
  await page.getByRole('button', { name: 'Epoch table' }).click();
  const rows = page.getByRole('region', { name: 'Epoch table' }).locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const table = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  await page.keyboard.press('Escape');
  return table;
}

/** Epoch numbers 1, 2, 3 … without a gap or a repetition. */
export function expectWhole(rows: EpochRow[]): void {
  expect(rows.map(([epoch]) => Number(epoch))).toEqual(rows.map((_, i) => i + 1));
}

/** Presses Continue after a mishap: no epoch that was shown is lost, and the run goes on to its end. */
export async function expectContinues(atelier: Atelier, shown: EpochRow[], epochs: number): Promise<EpochRow[]> {
  const { page } = atelier;
  const button = page.getByRole('button', { name: /^Continue from epoch \d+$/ });
  await expect(button).toBeEnabled({ timeout: 60_000 });
  const from = Number((await button.textContent())?.match(/\d+/)?.[0]);
  expect(from).toBeGreaterThanOrEqual(shown.length);
  const kept = await epochTable(page);
  expect(kept).toHaveLength(from);
  expect(kept.slice(0, shown.length)).toEqual(shown);
  await expect(atelier.train).toBeEnabled({ timeout: 60_000 });
  await button.click();
  await expect(page.getByText(`Finished ${epochs} epochs`)).toBeVisible({ timeout: 90_000 });
  const rows = await epochTable(page);
  expect(rows).toHaveLength(epochs);
  expectWhole(rows);
  return rows;
}

/** What of Fashion-MNIST is saved in this browser: file names and bytes. */
export function storedFiles(page: Page): Promise<{ name: string; bytes: number }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('atelier');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('files').objectStore('files').getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result.map(({ name, bytes }: { name: string; bytes: Uint8Array }) => ({ name, bytes: bytes.length })));
          };
        };
      }),
  );
}

/** How many runs this browser has stored. */
export function storedRuns(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('atelier');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('runs').objectStore('runs').count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

/** Flips a bit in the middle of a stored file, as a failing disk does. */
export function damageStoredFile(page: Page, name: string): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('atelier');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('files', 'readwrite');
          const store = transaction.objectStore('files');
          const reading = store.get(['fashion-mnist', wanted]);
          reading.onsuccess = () => {
            const file = reading.result as { bytes: Uint8Array };
            const middle = file.bytes.length >> 1;
            file.bytes[middle] = (file.bytes[middle] ?? 0) ^ 1;
            store.put(file, ['fashion-mnist', wanted]);
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error);
        };
      }),
    name,
  );
}
