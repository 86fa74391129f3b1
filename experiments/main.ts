import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHROMIUM_HELP, findChromium } from '@tests/support/chromium';
import * as v from 'valibot';
import { formatDuration } from '@/experiment/words/numbers';
import { PUBLISHED_SEARCHES } from '@/study/published';
import { drive, NoData } from './drive';
import { commitOf, machineNow } from './machine';
import { experimentsPage, type Remarks } from './markdown';
import {
  fileNameOf,
  HELP,
  type Job,
  jobsOf,
  PlanError,
  readCommandLine,
  type SearchJob,
  searchFileOf,
  searchJobsOf,
  type Wanted,
} from './plan';
import { openProfile } from './profile';
import { type Circumstances, type RunRecord, readRecord, recordOf, recordText } from './record';
import { driveSearch } from './search/drive-search';
import { readSearchRecord, searchRecordOf } from './search/search-record';
import { buildApp, serveApp } from './serve';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What every run of one command shares. */
interface Workplace {
  executablePath: string;
  url: string;
  commit: string;
  out: string;
}

/** A run or a search to be made. */
interface Task {
  /** Of its file, without the ending. */
  name: string;
  /** Makes it, and returns the text of its file, what to say of it, and what is wrong with it. */
  make(page: Page, tell: (line: string) => void, facts: Facts): Promise<{ text: string; words: string; wrong: string[] }>;
}

/** When and where something is made. */
type Facts = Pick<Circumstances, 'date' | 'commit' | 'machine'> & { url: string };

/** What a shell says of a command that ended by SIGTERM. */
const TERMINATED = 143;

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
  const all = [...jobsOf(wanted).map(runTask), ...searchJobsOf(wanted).map(searchTask)];
  mkdirSync(join(wanted.out, 'experiments'), { recursive: true });
  const tasks = wanted.again ? all : all.filter((task) => !existsSync(fileOf(wanted.out, task)));
  writePage(wanted.out);
  if (tasks.length < all.length) say(`${all.length - tasks.length} of ${all.length} runs are there already (--again makes them anew).`);
  return tasks.length === 0 ? 0 : makeAll(tasks, wanted);
}

async function makeAll(tasks: Task[], { out, data, port }: Wanted): Promise<number> {
  const executablePath = findChromium();
  if (!executablePath) throw new PlanError(CHROMIUM_HELP);
  const commit = commitOf(ROOT);
  say('Building the app …');
  const server = await serveApp(await buildApp(ROOT), data, port);
  // The browser that ends with the command is no reason to begin the next run.
  process.once('SIGTERM', () => process.exit(TERMINATED));
  try {
    let failed = 0;
    for (const task of tasks) failed += (await makeOne(task, { executablePath, url: server.url, commit, out })) ? 0 : 1;
    if (failed > 0) say(`${failed} of ${tasks.length} runs did not finish as they should.`);
    return failed > 0 ? 1 : 0;
  } finally {
    await server.close();
  }
}

/** One run, in a browser profile of its own. False where it went wrong; throws NoData, since no other would go better. */
async function makeOne(task: Task, { executablePath, url, commit, out }: Workplace): Promise<boolean> {
  say(`${task.name}: begins`);
  const profile = await openProfile(ROOT, task.name, executablePath);
  let done = false;
  try {
    const facts = { url, commit, machine: machineNow(profile.browser), date: new Date().toISOString() };
    const { text, words, wrong } = await task.make(await profile.context.newPage(), (line) => say(`${task.name}: ${line}`), facts);
    writeWhole(fileOf(out, task), text);
    writePage(out);
    done = true;
    say(`${task.name}: ${words}`);
    for (const one of wrong) say(`${task.name}: WRONG in the app's table: ${one}`);
    return wrong.length === 0;
  } catch (error) {
    if (error instanceof NoData) throw error;
    say(`${task.name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await profile.close(done);
  }
}

type Page = Parameters<typeof drive>[0];

const runTask = (job: Job): Task => ({
  name: fileNameOf(job).replace('.json', ''),
  async make(page, tell, { url, ...facts }) {
    const { run, disagreements, seconds } = await drive(page, url, job, tell);
    const record = recordOf(run, job, { ...facts, disagreements, seconds });
    const words = `${scoreWords(record)}, loss ${record.loss.toFixed(4)}, ${formatDuration(record.seconds)}, ${record.engine}`;
    return { text: recordText(record), words, wrong: record.disagreements };
  },
});

const scoreWords = ({ accuracy, figures }: RunRecord): string =>
  accuracy === null ? figures.map(({ label, ours }) => `${label} ${ours}`).join(', ') : `accuracy ${accuracy}`;

const searchTask = (job: SearchJob): Task => ({
  name: searchFileOf(job).replace('.json', ''),
  async make(page, tell, { url, ...facts }) {
    const record = searchRecordOf(job.search.id, await driveSearch(page, url, job, tell), facts);
    const words = `trial ${record.winner.number} of ${record.trials.length} won, test accuracy ${record.winner.testAccuracy}`;
    return { text: `${JSON.stringify(record, null, 2)}\n`, words, wrong: [] };
  },
});

const fileOf = (out: string, { name }: Task): string => join(out, 'experiments', `${name}.json`);

/** experiments.md from everything that is there. */
function writePage(out: string): void {
  const folder = join(out, 'experiments');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== REMARKS);
  const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
  const isSearch = (name: string) => PUBLISHED_SEARCHES.some(({ id }) => name.startsWith(`${id}-`));
  const records = files
    .filter((name) => !isSearch(name))
    .toSorted()
    .map((name) => readRecord(textOf(name), name));
  const searches = files
    .filter(isSearch)
    .toSorted()
    .map((name) => readSearchRecord(textOf(name), name));
  writeWhole(join(out, 'experiments.md'), experimentsPage(records, readRemarks(join(folder, REMARKS)), searches));
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
