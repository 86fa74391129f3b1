import { readRunFile } from '@/exchange/run-file/read';
import { counted } from '@/experiment/words/numbers';
import { lab } from '@/stores/lab/lab';
import { isModelFile, openModel } from './open-model';

/** Larger files are not read: no run that Atelier saves is as large. */
const MAX_FILE = 300_000_000;

/**
 * Opens files: stores the runs that they hold, and makes models the design, one after the other. Whatever cannot be read changes nothing.
 * @returns what came of it, in sentences
 */
export async function openFiles(files: readonly File[]): Promise<string> {
  const runs = files.filter(({ name }) => !isModelFile(name));
  const said = runs.length > 0 ? [await openRunFiles(runs)] : [];
  for (const model of modelsOf(files.filter(({ name }) => isModelFile(name)))) said.push(await openModel(model));
  return said.join(' ');
}

/** Files of the same model together: each zip and each ONNX file is one, a `model.json` and its files of weights are one. */
function modelsOf(files: readonly File[]): File[][] {
  const isWhole = ({ name }: File) => /\.(zip|onnx)$/i.test(name);
  const parts = files.filter((file) => !isWhole(file));
  return [...files.filter(isWhole).map((file) => [file]), ...(parts.length > 0 ? [parts] : [])];
}

async function openRunFiles(files: readonly File[]): Promise<string> {
  const problems: string[] = [];
  for (const file of files) {
    const problem = await openRunFile(file);
    if (problem) problems.push(`${file.name}: ${problem}`);
  }
  const opened = files.length - problems.length;
  return [...(opened > 0 ? [`Opened ${counted(opened, 'run')}.`] : []), ...problems].join(' ');
}

/** Resolves with why a file cannot be opened, in sentences, or `null`. */
async function openRunFile(file: File): Promise<string | null> {
  if (file.size > MAX_FILE) return 'This file is larger than any run that Atelier saves. Nothing was changed.';
  try {
    const reading = readRunFile(new Uint8Array(await file.arrayBuffer()));
    if ('refused' in reading) return reading.message;
    await lab.questions.importRun(reading);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
