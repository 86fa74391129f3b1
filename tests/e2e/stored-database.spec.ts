import { expect, test } from '@tests/e2e/support/app';
import { epochTable, expectWhole } from '@tests/e2e/support/faults';
import { type PackedRow, packedStores, storedLocalStorage, storedRuns, unpack } from '@tests/support/storage-v1';

/** Runs in the page: makes the database of version 1, with `unpack` sent along as source text. */
async function restore({ stores, source }: { stores: Record<string, PackedRow[]>; source: string }): Promise<void> {
  const unpackRow = new Function(`${source}; return unpack;`)() as typeof unpack;
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('atelier', 1);
    opening.onupgradeneeded = () => {
      for (const name of Object.keys(stores)) opening.result.createObjectStore(name);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(Object.keys(stores), 'readwrite');
      for (const [name, rows] of Object.entries(stores))
        for (const { key, value } of rows) transaction.objectStore(name).put(unpackRow(value), key);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

test('a database of version 1 opens, with all its runs, and its interrupted run goes on', async ({ atelier, server, page }) => {
  // A file of the same origin without the app: nothing has opened the database yet.
  await page.goto(`${server.url}datasets.json`);
  await page.evaluate(restore, { stores: packedStores(), source: unpack.toString() });
  await page.evaluate((values) => {
    for (const [key, value] of Object.entries(values)) localStorage.setItem(key, value);
  }, storedLocalStorage());
  const interrupted = storedRuns().find(({ name }) => name === 'training');
  const recorded = interrupted?.run.epochRecords as { epoch: number }[];

  await atelier.open(server.url);
  await page.getByRole('button', { name: `Continue from epoch ${recorded.length}`, exact: true }).click();
  await expect(page.getByText(/epoch [4-9] of 60/i)).toBeVisible({ timeout: 90_000 });
  const rows = await epochTable(page);
  expectWhole(rows);
  expect(rows.length).toBeGreaterThan(recorded.length);
  await atelier.stop.click();
  await expect(page.getByText(/^Stopped after \d+ epochs/)).toBeVisible();

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = storedRuns().filter(({ run }) => run.status !== 'failed');
  await expect.poll(() => atelier.region('Runs').locator('tbody tr').count()).toBeGreaterThanOrEqual(runs.length);
});
