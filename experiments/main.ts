import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_HELP, findChromium, NO_GPU_ARGS } from '@tests/support/chromium';
import * as v from 'valibot';
import { formatDuration } from '@/experiment/words/numbers';
import { drive, NoData } from './drive';
import { commitOf, machineNow } from './machine';
import { experimentsPage, type Remarks } from './markdown';
import { fileNameOf, HELP, type Job, jobsOf, PlanError, readCommandLine, type Wanted } from './plan';
import { type RunRecord, readRecord, recordOf, recordText } from './record';
import { buildApp, serveApp } from './serve';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What every run of one command shares. */
interface Workplace {
  browser: Browser;
  url: string;
  commit: string;
  out: string;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The command. Returns its exit status: 0 where every run that was asked for is there. */
export async function main(args: string[]): Promise<number> {
  try {
    const wanted = readCommandLine(args);
    if (wanted) return await work({ ...wanted, out: resolve(ROOT, wanted.out), data: resolve(ROOT, wanted.data) });
    say(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof PlanError || error instanceof NoData)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function work(wanted: Wanted): Promise<number> {
  const all = jobsOf(wanted);
  mkdirSync(join(wanted.out, 'experiments'), { recursive: true });
  const jobs = wanted.again ? all : all.filter((job) => !existsSync(fileOf(wanted.out, job)));
  writePage(wanted.out);
  if (jobs.length < all.length) say(`${all.length - jobs.length} of ${all.length} runs are there already (--again makes them anew).`);
  return jobs.length === 0 ? 0 : runAll(jobs, wanted);
}

async function runAll(jobs: Job[], { out, data }: Wanted): Promise<number> {
  const executablePath = findChromium();
  if (!executablePath) throw new PlanError(CHROMIUM_HELP);
  const commit = commitOf(ROOT);
  say('Building the app …');
  const server = await serveApp(await buildApp(ROOT), data);
  // WebGL in software is never the fastest engine, and would take a core to draw the page.
  const browser = await chromium.launch({ executablePath, args: NO_GPU_ARGS });
  try {
    let failed = 0;
    for (const job of jobs) failed += (await runOne(job, { browser, url: server.url, commit, out })) ? 0 : 1;
    if (failed > 0) say(`${failed} of ${jobs.length} runs did not finish as they should.`);
    return failed > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** One run, in a browser profile that knows nothing of those before. False where it went wrong; throws NoData, since no other would go better. */
async function runOne(job: Job, place: Workplace): Promise<boolean> {
  const name = fileNameOf(job).replace('.json', '');
  say(`${name}: begins`);
  const context = await place.browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const record = await trained(job, place, await context.newPage(), (line) => say(`${name}: ${line}`));
    writeWhole(fileOf(place.out, job), recordText(record));
    writePage(place.out);
    say(`${name}: accuracy ${record.accuracy}, loss ${record.loss.toFixed(4)}, ${formatDuration(record.seconds)}, ${record.engine}`);
    for (const words of record.disagreements) say(`${name}: WRONG in the app's table: ${words}`);
    return record.disagreements.length === 0;
  } catch (error) {
    if (error instanceof NoData) throw error;
    say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await context.close();
  }
}

type Page = Parameters<typeof drive>[0];

async function trained(job: Job, { browser, url, commit }: Workplace, page: Page, tell: (line: string) => void): Promise<RunRecord> {
  const machine = machineNow(`Chromium ${browser.version()}`);
  const { run, disagreements, seconds } = await drive(page, url, job, tell);
  return recordOf(run, job, { disagreements, seconds, date: new Date().toISOString(), commit, machine });
}

const fileOf = (out: string, job: Job): string => join(out, 'experiments', fileNameOf(job));

/** experiments.md from everything that is there. */
function writePage(out: string): void {
  const folder = join(out, 'experiments');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== REMARKS);
  const records = files.toSorted().map((name) => readRecord(readFileSync(join(folder, name), 'utf8'), name));
  writeWhole(join(out, 'experiments.md'), experimentsPage(records, readRemarks(join(folder, REMARKS))));
}

const REMARKS = 'remarks.json';

function readRemarks(file: string): Remarks {
  if (!existsSync(file)) return {};
  const parsed = v.safeParse(v.record(v.string(), v.string()), JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new PlanError(`${file} should have a sentence for each experiment: ${parsed.issues[0].message}`);
  return parsed.output;
}

/** Never half a file, whenever the command is ended. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}
