import type { Page } from '@playwright/test';
import { parseRun } from '@/run/schema';
import type { Run } from '@/run/types';
import { parseStudyRecord } from '@/study/schema';
import type { StudyRecord } from '@/study/study';

/** The runs of the page's database, the newest first, without their step history. Rows are checked as the app checks them. */
export async function storedRuns(page: Page): Promise<Run[]> {
  const rows = await page.evaluate(readRows, 'runs');
  return rows
    .map(parseRun)
    .filter((run) => run !== null)
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

/** The newest study of the page's database; `null` where there is none. */
export async function newestStudy(page: Page): Promise<StudyRecord | null> {
  const rows = await page.evaluate(readRows, 'studies');
  const records = rows.map(parseStudyRecord).filter((record) => record !== null);
  return records.toSorted((a, b) => b.study.createdAt - a.study.createdAt)[0] ?? null;
}

/** Runs in the page. The losses of a hundred thousand steps stay there. Nothing is kept before the app has made its database, which is its own to make. */
function readRows(store: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('atelier');
    let early = false;
    opening.onupgradeneeded = () => {
      early = true;
      opening.transaction?.abort();
    };
    opening.onerror = () => (early ? resolve([]) : reject(opening.error));
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const reading = database.transaction(store).objectStore(store).getAll();
        reading.onerror = () => reject(reading.error);
        reading.onsuccess = () =>
          resolve(reading.result.map((row) => (row.history ? { ...row, history: { losses: [], accuracies: [] } } : row)));
      } catch (error) {
        reject(error);
      } finally {
        database.close();
      }
    };
  });
}
