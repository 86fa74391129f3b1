import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Run } from '@/run/types';
import { bestTrial } from '@/study/objective';
import type { StudyRecord } from '@/study/study';
import { dataArrived } from '../drive';
import type { SearchJob } from '../plan';
import { newestStudy, storedRuns } from '../stored';

/** A finished study, and the run of its best trial. */
export interface Searched {
  record: StudyRecord;
  winner: Run;
  /** The runs of all trials that have one. */
  runs: Run[];
}

const LOOK_MS = 2000;
const SAY_MS = 60_000;
const PRESS_MS = 10 * 60_000;

/** Does what a person does: sets the search up in the view "Studies" and starts it, or continues one that the browser has half done. */
export async function driveSearch(page: Page, url: string, job: SearchJob, say: (line: string) => void): Promise<Searched> {
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Studies', exact: true }).click();
  const record = await newestStudy(page);
  if (record) await page.getByRole('button', { name: record.study.name }).click({ timeout: PRESS_MS });
  else await setUp(page, job);
  await dataArrived(page, job.search.study.base);
  if (record?.status !== 'finished') await page.getByRole('button', { name: /^(Start|Continue) study$/ }).click({ timeout: PRESS_MS });
  return resultOf(page, await ended(page, say));
}

async function setUp(page: Page, { search, seed, epochs }: SearchJob): Promise<void> {
  await page.getByText('Published searches', { exact: true }).click();
  await page.getByRole('button', { name: `Set up ${search.id}` }).click();
  await page.getByRole('spinbutton', { name: 'Study seed' }).fill(String(seed));
  if (epochs === null) return;
  const training = page.getByRole('region', { name: 'Training', exact: true });
  await training.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill(String(epochs));
}

/** Waits for the end of the study, and tells every minute how far it is. Throws an Error with the app's words where it is paused. */
async function ended(page: Page, say: (line: string) => void): Promise<StudyRecord> {
  let said = performance.now();
  const began = said;
  for (;;) {
    const record = await newestStudy(page);
    if (record?.status === 'finished') return record;
    if (record?.status === 'paused' && performance.now() - began > PRESS_MS)
      throw new Error(`The study was paused: ${await wordsOf(page)}`);
    if (performance.now() - said > SAY_MS && record) {
      said = performance.now();
      const [run] = await storedRuns(page);
      const done = record.trials.filter(({ status }) => status !== 'running').length;
      say(`${done} of ${record.study.budget} trials, ${run?.epochRecords.length ?? 0} epochs of the one under way`);
    }
    await sleep(LOOK_MS);
  }
}

const wordsOf = async (page: Page): Promise<string> => (await page.getByRole('alert').allInnerTexts()).join(' ').replace(/\s+/g, ' ');

async function resultOf(page: Page, record: StudyRecord): Promise<Searched> {
  const best = bestTrial(record.study, record.trials);
  const runs = await storedRuns(page);
  const winner = runs.find(({ id }) => id === best?.runId);
  if (!winner?.test) throw new Error('The run of the best trial was not kept with its answers on the test images.');
  return { record, winner, runs: runs.filter(({ id }) => record.trials.some(({ runId }) => runId === id)) };
}
