import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, CHROMIUM_HELP, findChromium, NO_GPU_ARGS } from '@tests/support/chromium';
import { PRESETS } from '@/experiment/presets/starters';
import { buildApp, serveApp } from '../experiments/serve';
import { benchEstimates } from './estimates';
import { pageTasks } from './tasks';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = fileURLToPath(new URL('../../shared/fashion-mnist', import.meta.url));

/** Seconds that each engine trains each preset once it has come to its pace. */
const SECONDS = 6;

type Choice = 'auto' | 'wasm' | 'webgl';

/** How one preset trains in the app. */
interface PresetRow {
  preset: string;
  /** The engine that "Automatic" took, in the page's words. */
  picked: string;
  /** Images a second, measured by the page's own reading after some seconds of training; null where no step was done in time. */
  imagesPerSecond: Record<Exclude<Choice, 'auto'>, number | null>;
  /** Whether the picked one is the fastest, or within a tenth of it. */
  rightly: boolean;
}

const PARTS = ['epoch', 'tasks', 'presets', 'estimates', 'inside'];

/** The command; `parts` are what is measured. Only a measurement of all of them replaces the results that are kept. */
export async function benchApp(parts: readonly string[] = PARTS): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(CHROMIUM_HELP);
  const server = await serveApp(await buildApp(ROOT), DATA);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, load: loadavg()[0], chromium: browser.version() };
  try {
    // Without WebGL in software, which would draw the page too, at the cost of half a core.
    const plain = await chromium.launch({ executablePath, args: NO_GPU_ARGS });
    const epoch = parts.includes('epoch') && existsSync(DATA) ? await epochOfM2(plain, server.url) : null;
    const estimates = parts.includes('estimates')
      ? await benchEstimates((preset, settings) => estimateAndTime(plain, server.url, preset, settings), say)
      : [];
    const tasks = parts.includes('tasks') ? await longestTasks(plain, server.url) : [];
    const inside = parts.includes('inside') ? await benchInside(plain, server.url) : [];
    await plain.close();
    if (tasks.length > 0) say(`longest tasks of the page while it trains: ${tasks.map(Math.round).join(', ')} ms`);
    say(
      epoch ? `M2, one epoch of 60,000 real images, batch 32: ${epoch.seconds.toFixed(1)} s (${epoch.engine})` : 'M2: no real images here',
    );
    const presets: PresetRow[] = [];
    for (const { title } of parts.includes('presets') ? PRESETS : []) presets.push(await benchPreset(browser, server.url, title));
    printRows(presets);
    if (!PARTS.every((part) => parts.includes(part))) return;
    const file = fileURLToPath(new URL('app-results.json', import.meta.url));
    writeFileSync(
      file,
      `${JSON.stringify({ date: new Date().toISOString(), machine, epochOfM2: epoch, longestTasks: tasks, presets, estimates, inside }, null, 2)}
`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A page of a new visitor who prefers an engine, ready to train. */
async function visit(browser: Browser, url: string, engine: Choice, dataset: string, before?: () => void): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  await page.addInitScript((choice) => localStorage.setItem('atelier.preferences', JSON.stringify({ engine: choice })), engine);
  await page.goto(url);
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: dataset });
  await page.getByRole('img', { name: new RegExp(`^${dataset}:`) }).waitFor({ timeout: 120_000 });
  return page;
}

const field = (page: Page, name: string) => page.getByRole('spinbutton', { name, exact: true });

async function choose(page: Page, preset: string, settings: Record<string, number>): Promise<void> {
  await page.getByRole('combobox', { name: 'Preset' }).selectOption({ label: preset });
  for (const [name, value] of Object.entries(settings)) await field(page, name).fill(String(value));
}

async function train(page: Page, preset: string, settings: Record<string, number>): Promise<void> {
  await choose(page, preset, settings);
  await page.getByRole('button', { name: /^Train( from scratch)?$/ }).click();
}

/** An epoch as a person waits for it: from pressing Train to the end, evaluation of the test images included, and the training alone. */
async function epochOfM2(browser: Browser, url: string): Promise<{ seconds: number; withTest: number; engine: string; accuracy: string }> {
  const page = await visit(browser, url, 'wasm', 'Fashion-MNIST');
  await page.getByRole('region', { name: 'Data', exact: true }).locator('summary', { hasText: 'Split' }).click();
  await field(page, 'Validation share').fill('0');
  const began = performance.now();
  await train(page, 'Small CNN', { 'Batch size': 32, Epochs: 1 });
  await page.getByText(/^Finished 1 epoch$/).waitFor({ timeout: 600_000 });
  const withTest = (performance.now() - began) / 1000;
  const seconds = (await page.evaluate(secondsOfLastEpoch)) ?? Number.NaN;
  const engine = (await page.getByLabel('Backend').textContent()) ?? '';
  const accuracy = (await page.getByLabel('Test accuracy', { exact: true }).textContent()) ?? '';
  await page.context().close();
  return { seconds, withTest, engine, accuracy };
}

/** Runs in the page: the seconds that the newest run's last epoch spent training, as the app keeps them. */
function secondsOfLastEpoch(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('atelier');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('runs').objectStore('runs').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => resolve(reading.result.at(-1)?.epochRecords.at(-1)?.seconds);
    };
  });
}

/** The page's longest tasks in seconds of training, in milliseconds of processor time: as long does a click wait at worst. */
async function longestTasks(browser: Browser, url: string): Promise<number[]> {
  const page = await visit(browser, url, 'wasm', 'Built-in garments');
  // The first run warms the page up: code is compiled, the charts are laid out.
  await train(page, 'Small CNN', { 'Batch size': 16, Epochs: 1 });
  await page.getByText(/^Finished 1 epoch$/).waitFor({ timeout: 600_000 });
  await train(page, 'Small CNN', { 'Batch size': 16, Epochs: 900 });
  await page.getByText(/^Epoch \d+ of 900$/).waitFor({ timeout: 120_000 });
  const tasks = await pageTasks(browser, page, SECONDS);
  await page.context().close();
  return tasks.slice(0, 6);
}

/** What the run bar says before Train is pressed, and the seconds from there to the end of the run. */
async function estimateAndTime(browser: Browser, url: string, preset: string, settings: Record<string, number>): Promise<[string, number]> {
  const page = await visit(browser, url, 'wasm', 'Built-in garments');
  const { Epochs: epochs = 1 } = settings;
  await choose(page, preset, settings);
  const line = page.getByRole('region', { name: 'Run', exact: true }).getByText(/ for [\d,]+ epochs?$/);
  await line.waitFor({ timeout: 120_000 });
  const said = (await line.textContent()) ?? '';
  const watched = await page.evaluateHandle(secondsToEnd);
  await page.getByRole('button', { name: /^Train( from scratch)?$/ }).click();
  await page.getByText(new RegExp(`^Finished ${epochs} epochs?$`)).waitFor({ timeout: 600_000 });
  const seconds = await watched.evaluate(({ seconds }) => seconds);
  await page.context().close();
  return [said, seconds];
}

/** Runs in the page: seconds from the next click to the words of a run's end. Playwright looks for words only twice a second, which is long beside a short run. */
function secondsToEnd(): { seconds: Promise<number> } {
  const seconds = new Promise<number>((resolve) => {
    let began = 0;
    addEventListener('click', () => (began ||= performance.now()), true);
    const look = new MutationObserver(() => {
      const hasEnded = [...document.querySelectorAll('section[aria-label="Run"] strong')].some(({ textContent }) =>
        textContent?.startsWith('Finished'),
      );
      if (!began || !hasEnded) return;
      look.disconnect();
      resolve((performance.now() - began) / 1000);
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return { seconds };
}

/** What the view "Network" costs: steps a second of one run with the view closed and open in turn, its figures and the health of each layer included. */
interface InsideRow {
  preset: string;
  closed: number;
  open: number;
  /** Time of a step with the view open, against the same with it closed. */
  ratio: number;
}

const ROUNDS = 5;

async function benchInside(browser: Browser, url: string): Promise<InsideRow[]> {
  const rows: InsideRow[] = [];
  for (const preset of ['MLP', 'Small CNN']) {
    const page = await visit(browser, url, 'wasm', 'Built-in garments', countSteps);
    await train(page, preset, { Epochs: 900 });
    await page.getByText(/^Epoch \d+ of 900$/).waitFor({ timeout: 120_000 });
    const rates: Record<'Live' | 'Network', number[]> = { Live: [], Network: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const view of ['Live', 'Network'] as const) {
        await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view, exact: true }).click();
        await sleep(1500);
        rates[view].push(await stepsPerSecond(page));
      }
    }
    await page.context().close();
    const [closed, open] = [median(rates.Live), median(rates.Network)];
    rows.push({ preset, closed, open, ratio: closed / open });
    say(
      `${preset}: ${closed.toFixed(0)} steps/s with the view Network closed, ${open.toFixed(0)} with it open (a step takes ${(closed / open).toFixed(3)} times as long)`,
    );
  }
  return rows;
}

/** Runs in the page before anything else: counts the steps that the worker tells. */
function countSteps(): void {
  const counted = { steps: 0 };
  Object.assign(window, { counted });
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...of: ConstructorParameters<typeof Worker>) {
      super(...of);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'run' && data.event.news.type === 'steps') counted.steps += data.event.news.losses.length;
      });
    }
  };
}

async function stepsPerSecond(page: Page): Promise<number> {
  const read = () =>
    page.evaluate(() => ({ steps: (window as unknown as { counted: { steps: number } }).counted.steps, at: performance.now() }));
  const before = await read();
  await sleep(1000 * SECONDS);
  const after = await read();
  return (1000 * (after.steps - before.steps)) / (after.at - before.at);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function benchPreset(browser: Browser, url: string, preset: string): Promise<PresetRow> {
  const imagesPerSecond = { wasm: await speedOf(browser, url, preset, 'wasm'), webgl: await speedOf(browser, url, preset, 'webgl') };
  const page = await visit(browser, url, 'auto', 'Built-in garments');
  await train(page, preset, { Epochs: 900 });
  await page.getByText(/^Epoch \d+ of 900$/).waitFor({ timeout: 120_000 });
  const picked = (await page.getByLabel('Backend').textContent()) ?? '';
  await page.context().close();
  const own = picked.includes('WebGL') ? imagesPerSecond.webgl : imagesPerSecond.wasm;
  const best = Math.max(imagesPerSecond.wasm ?? 0, imagesPerSecond.webgl ?? 0);
  return { preset, picked, imagesPerSecond, rightly: (own ?? 0) >= 0.9 * best };
}

/** Images a second as the run bar says after some seconds. */
async function speedOf(browser: Browser, url: string, preset: string, engine: Choice): Promise<number | null> {
  const page = await visit(browser, url, engine, 'Built-in garments');
  await train(page, preset, { Epochs: 900 });
  const line = page.getByRole('region', { name: 'Run', exact: true }).getByText(/images\/s/);
  const started = await line.waitFor({ timeout: 180_000 }).then(
    () => true,
    () => false,
  );
  await sleep(1000 * SECONDS);
  const words = started ? ((await line.textContent()) ?? '') : '';
  await page.context().close();
  const figure = words.match(/([\d,]+) images\/s/)?.[1];
  return figure ? Number(figure.replaceAll(',', '')) : null;
}

function printRows(rows: PresetRow[]): void {
  say('preset | picked | CPU, images/s | WebGL, images/s | the faster one');
  for (const { preset, picked, imagesPerSecond, rightly } of rows) {
    say([preset, picked, imagesPerSecond.wasm, imagesPerSecond.webgl, rightly ? 'yes' : 'NO'].join(' | '));
  }
}
