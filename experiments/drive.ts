import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { figuresOf, type PublishedFigure } from '@/experiment/presets/published';
import { changedRows } from '@/experiment/words/setting-rows';
import { figureWords } from '@/features/published/figures';
import { figureIn } from '@/metrics/published';
import type { Run } from '@/run/types';
import type { Job } from './plan';
import { storedRuns } from './stored';

/** The data set could not be had: no other experiment would fare better. */
export class NoData extends Error {}

/** A finished run as the app keeps it, and where its table of figures says otherwise. */
export interface Driven {
  run: Run;
  disagreements: string[];
  /** From pressing Train to the end. */
  seconds: number;
}

const LOOK_MS = 500;
const SAY_MS = 60_000;
/** Opening the app and looking for the data set on its own site takes seconds; a download over a slow line takes long. */
const DATA_MS = 30 * 60_000;
const AGREE_MS = 15_000;
/** On a computer that is busy with others' work a page takes its time. */
const PRESS_MS = 10 * 60_000;

/**
 * Does what a person does: chooses the experiment, trains it, reads the figures. A run that the browser has half done goes on from its last epoch. Throws an
 * Error where the run does not finish.
 */
export async function drive(page: Page, url: string, job: Job, say: (line: string) => void): Promise<Driven> {
  await page.goto(url);
  const begun = await halfDone(page, job);
  if (!begun) await choose(page, job);
  await dataArrived(page, job.experiment);
  const button = page.getByRole('button', { name: begun ? /^(Continue from epoch \d+|Start again)$/ : /^Train$/ });
  await button.click({ trial: true, timeout: PRESS_MS });
  const began = performance.now();
  await button.click();
  // A busy page goes on showing how it found the run.
  if (begun)
    await page
      .getByText(/^Interrupted/)
      .first()
      .waitFor({ state: 'hidden', timeout: PRESS_MS });
  await ended(page, say);
  const seconds = (performance.now() - began) / 1000;
  const run = await finishedRun(page, job);
  const whole = begun ? Math.max(seconds, trainingSeconds(run)) : seconds;
  return { run, disagreements: await disagreements(page, job, run), seconds: whole };
}

const trainingSeconds = ({ epochRecords }: Run): number => epochRecords.reduce((sum, { seconds }) => sum + seconds, 0);

/** Whether the browser has the same run, interrupted. */
async function halfDone(page: Page, { experiment }: Job): Promise<boolean> {
  await page.getByRole('region', { name: 'Run', exact: true }).waitFor();
  const run = await latestRun(page);
  return run !== null && run.status !== 'finished' && changedRows(run.experiment, experiment).length === 0;
}

/** "Experiments", the experiment, its form, "Use this experiment", and then the seed and epochs that are not its own. */
async function choose(page: Page, { preset, form, seed, epochs }: Job): Promise<void> {
  await page.getByRole('button', { name: 'Experiments', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Published experiments' });
  await dialog
    .getByRole('button')
    .filter({ has: page.getByText(preset.id, { exact: true }) })
    .click();
  if (form) await dialog.getByRole('combobox', { name: 'Form' }).selectOption({ label: form.title });
  await dialog.getByRole('button', { name: 'Use this experiment' }).click();
  const field = (name: string) =>
    page.getByRole('region', { name: 'Training', exact: true }).getByRole('spinbutton', { name, exact: true });
  await field('Seed').fill(String(seed));
  if (epochs !== null) await field('Epochs').fill(String(epochs));
}

/** Waits until the data set is the one in use. Throws NoData with the app's own words where it cannot be had. */
export async function dataArrived(page: Page, experiment: Experiment): Promise<void> {
  const { name, table } = datasetInfo(experiment.data.dataset);
  const data = page.getByRole('region', { name: 'Data', exact: true });
  // A table has no pictures.
  const here = table ? data.getByText(/^Predicts /) : page.getByRole('img', { name: new RegExp(`^${name}:`) });
  const missing = data.getByText(`${name} is missing`);
  await here.or(missing).first().waitFor({ timeout: DATA_MS });
  if (await here.isVisible()) return;
  await data.getByRole('button', { name: 'Details' }).click();
  const words = (await data.allInnerTexts()).join('\n');
  // From what the notice says to its first button.
  const notice = words.slice(words.indexOf(`${name} could not be downloaded.`)).split(/\n\s*Try again/)[0];
  throw new NoData(`The app could not get ${name} (--data names a folder that has it). It says:\n${notice}`);
}

/** Waits for the end of the run, and tells every minute how far it is. Throws an Error with the app's words where it ends otherwise. */
async function ended(page: Page, say: (line: string) => void): Promise<void> {
  const bar = page.getByRole('region', { name: 'Run', exact: true });
  // The second such line is the newest score, of small screens.
  const line = bar
    .locator('p')
    .filter({ has: page.locator('strong') })
    .first();
  let said = performance.now();
  for (;;) {
    const main = (await line.locator('strong').textContent()) ?? '';
    if (/^Finished/.test(main)) return;
    if (/^(Stopped|Interrupted|Paused)/.test(main)) throw new Error(`The run did not finish: ${await wordsOf(page)}`);
    if (performance.now() - said > SAY_MS) {
      said = performance.now();
      say([main, await line.locator('span').textContent(), await lastLosses(page)].filter(Boolean).join(' · '));
    }
    await sleep(LOOK_MS);
  }
}

/** What the app says of a run that went wrong. */
async function wordsOf(page: Page): Promise<string> {
  const notices = await page.getByRole('alert').allInnerTexts();
  const bar = await page.getByRole('region', { name: 'Run', exact: true }).allInnerTexts();
  return [...bar, ...notices].join(' ').replace(/\s+/g, ' ');
}

/** The losses of the last finished epoch, in words. */
async function lastLosses(page: Page): Promise<string> {
  const last = (await latestRun(page))?.epochRecords.at(-1);
  if (!last) return '';
  const validation = last.validation
    ? `, validation ${last.validation.loss.toFixed(4)} (accuracy ${last.validation.accuracy.toFixed(4)})`
    : '';
  return `loss ${last.training.loss.toFixed(4)}${validation} after epoch ${last.epoch}`;
}

/** The run as kept, once it is kept whole. Throws an Error where it is not of the experiment that was chosen. */
async function finishedRun(page: Page, job: Job): Promise<Run> {
  const until = performance.now() + SAY_MS;
  for (;;) {
    const run = await latestRun(page);
    if (run?.status === 'finished' && run.test) {
      const changed = changedRows(run.experiment, job.experiment).map(({ label, value, base }) => `${label} ${value} instead of ${base}`);
      if (changed.length > 0) throw new Error(`The app trained something else: ${changed.join('; ')}.`);
      return run;
    }
    if (performance.now() > until) throw new Error('The finished run was not kept by the browser.');
    await sleep(LOOK_MS);
  }
}

const latestRun = async (page: Page): Promise<Run | null> => (await storedRuns(page))[0] ?? null;

/** Where the table "Published and yours" says other than the run: empty once both agree, which may take the page a moment. */
async function disagreements(page: Page, { preset, form }: Job, run: Run): Promise<string[]> {
  const figures = figuresOf(preset, form);
  if (figures.length === 0) return [];
  const strip = page.locator('details').filter({ has: page.locator('summary').getByText(preset.id, { exact: true }) });
  await strip.locator('summary').first().click();
  const table = strip.getByRole('table', { name: 'Published and yours' });
  const until = performance.now() + AGREE_MS;
  for (;;) {
    const different = compare(await cellsOf(table), figures, run);
    if (different.length === 0 || performance.now() > until) return different;
    await sleep(LOOK_MS);
  }
}

/** Label, published and yours of each row. */
async function cellsOf(table: Locator): Promise<string[][]> {
  const rows = await table.getByRole('row').all();
  return Promise.all(rows.slice(1).map((row) => row.locator('th, td').allInnerTexts()));
}

/** Compares the table as shown with what should be in it. */
export function compare(shown: readonly string[][], figures: readonly PublishedFigure[], run: Run): string[] {
  const rows = new Map(shown.map(([label = '', ...cells]) => [label, cells]));
  return figures.flatMap((figure) => {
    const right = [figureWords(figure.value, figure), figureWords(figureIn(run, figure.figure), figure)];
    const [published = 'nothing', yours = 'nothing'] = rows.get(figure.label) ?? [];
    if (published === right[0] && yours === right[1]) return [];
    return [`${figure.label}: the table says ${published} and ${yours}, the run ${right.join(' and ')}`];
  });
}
