import { readRunFile } from '@/exchange/run-file/read';
import { namesOfRuns } from '@/exchange/run-file/who';
import { counted } from '@/experiment/words/numbers';
import { MOST_KEPT_RUNS } from '@/run/keeping';
import { compareRuns } from '@/stores/comparison';
import { lab } from '@/stores/lab/lab';
import { openedFilesStore } from '@/stores/opened-files';
import type { StoredRun } from '@/stores/types';
import { isModelFile, openModel } from './open-model';

/** Larger files are not read: no run that Atelier saves is as large. */
const MAX_FILE = 300_000_000;

/** Opens files, and says on the page what came of it. */
export async function openAndTell(files: readonly File[]): Promise<void> {
  openedFilesStore.setState({ said: { text: `Opening ${counted(files.length, 'file')} …`, state: 'opening' }, runId: null });
  const { said, opened, runIds } = await open(files);
  const [only = null] = runIds.length === 1 ? runIds : [];
  openedFilesStore.setState({ said: { text: said, state: opened ? 'opened' : 'failed' }, runId: only });
}

/**
 * Opens files: stores the runs that they hold, several of them side by side, and makes models the design, one after the other. Whatever cannot be read
 * changes nothing.
 * @returns what came of it, in sentences
 */
export const openFiles = async (files: readonly File[]): Promise<string> => (await open(files)).said;

async function open(files: readonly File[]): Promise<{ said: string; opened: boolean; runIds: string[] }> {
  const { said, runIds } = await openRunFiles(files.filter(({ name }) => !isModelFile(name)));
  const models = modelsOf(files.filter(({ name }) => isModelFile(name)));
  for (const model of models) said.push(await openModel(model));
  if (runIds.length > 1) compareRuns(runIds);
  return { said: said.join(' '), opened: runIds.length > 0 || said.some((words) => words.startsWith('Opened')), runIds };
}

/** Files of the same model together: each zip and each ONNX file is one, a `model.json` and its files of weights are one. */
function modelsOf(files: readonly File[]): File[][] {
  const isWhole = ({ name }: File) => /\.(zip|onnx)$/i.test(name);
  const parts = files.filter((file) => !isWhole(file));
  return [...files.filter(isWhole).map((file) => [file]), ...(parts.length > 0 ? [parts] : [])];
}

async function openRunFiles(files: readonly File[]): Promise<{ said: string[]; runIds: string[] }> {
  const problems: string[] = [];
  const read: { fileName: string; stored: StoredRun }[] = [];
  for (const { name: fileName, reading } of await Promise.all(files.map(readFile))) {
    if (typeof reading === 'string') problems.push(`${fileName}: ${reading}`);
    else read.push({ fileName, stored: reading });
  }
  const names = namesOfRuns(read.map(({ fileName, stored }) => ({ fileName, name: stored.run.name ?? '' })));
  const runIds: string[] = [];
  for (const [i, { fileName, stored }] of read.entries()) {
    try {
      runIds.push(await lab.questions.importRun({ ...stored, run: { ...stored.run, name: names[i] ?? fileName } }));
    } catch (error) {
      problems.push(`${fileName}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (runIds.length > 0) await keepThem();
  return { said: [...(runIds.length > 0 ? [`Opened ${counted(runIds.length, 'run')}.`] : []), ...problems], runIds };
}

/** The next run must not push out what was just opened: as many runs are kept as there are now. */
async function keepThem(): Promise<void> {
  const [runs, { keep }] = await Promise.all([lab.questions.runs(), lab.questions.runSpace()]);
  // One more for the next run.
  if (runs.length >= keep) lab.commands.keepRuns(Math.min(MOST_KEPT_RUNS, runs.length + 1));
}

/** A run, or why the file cannot be opened, in sentences. */
async function readFile(file: File): Promise<{ name: string; reading: StoredRun | string }> {
  const { name } = file;
  if (file.size > MAX_FILE) return { name, reading: 'This file is larger than any run that Atelier saves. Nothing was changed.' };
  try {
    const reading = readRunFile(new Uint8Array(await file.arrayBuffer()));
    return { name, reading: 'refused' in reading ? reading.message : reading };
  } catch (error) {
    return { name, reading: error instanceof Error ? error.message : String(error) };
  }
}
