import { isModelFile, readModel } from '@/exchange/models/read-model';
import { layersOf } from '@/experiment/experiment';
import { counted } from '@/experiment/words/numbers';
import { isActive } from '@/run/reduce';
import { designStore, editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';

export { isModelFile };

/** Larger files are not read: no network that a tab can train is as large. */
const MAX_FILES = 300_000_000;

const NAME_LENGTH = 60;

/**
 * Opens the files of one trained model: its network becomes the design, its weights a run that can be asked and trained further. A model that
 * cannot be read changes nothing.
 * @returns what came of it, in sentences
 */
export async function openModel(files: readonly File[]): Promise<string> {
  const name = nameOf(files);
  if (isActive(lab.store.getState().run)) return `${name}: Stop training first. Nothing was changed.`;
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_FILES)
    return `${name}: This model is larger than any that Atelier trains. Nothing was changed.`;
  const bytes = await Promise.all(files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const));
  const reading = readModel(new Map(bytes), designStore.getState().experiment);
  if ('refused' in reading) return `${name}: ${reading.refused} Nothing was changed.`;
  const experiment = { ...reading.experiment, name };
  try {
    lab.commands.openRun(await lab.questions.importModel(experiment, reading.weights, name));
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)} Nothing was changed.`;
  }
  editDesign('model', () => experiment);
  return `Opened ${name} with ${counted(layersOf(experiment).length, 'layer')}. Draw for it, see its report, or continue training.`;
}

/** What the model is called: its file, the one with the network where there are several. */
function nameOf(files: readonly File[]): string {
  const { name } = files.find(({ name }) => /\.json$/i.test(name)) ?? files[0] ?? { name: 'model' };
  const stem = name
    .replace(/\.[^.]*$/, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return stem.slice(0, NAME_LENGTH) || 'model';
}
