import { layersModelFile } from '@/exchange/models/layers-model';
import type { Written } from '@/exchange/models/model';
import { npzFile, weightName } from '@/exchange/models/npz';
import { onnxFile } from '@/exchange/models/onnx';
import { writeRunFile } from '@/exchange/run-file/write';
import { weightSpecs } from '@/experiment/network/describe';
import type { RunExport } from '@/features/runs/run-exports';
import { lab } from '@/stores/lab/lab';
import { openedFilesStore } from '@/stores/opened-files';
import type { StoredRun } from '@/stores/types';
import { fileNameOf } from '@/ui/files/file-name';
import { saveBytes } from './save-bytes';

/** What is saved with a file of the run's name. */
type SavedAs = Exclude<RunExport, 'report'>;

const ENDINGS: Record<SavedAs, string> = {
  run: '.atelier',
  'run-without-weights': '.atelier',
  'layers-model': '-tfjs.zip',
  onnx: '.onnx',
  npz: '.npz',
};

/** Saves the run on show with its weights, and says on the page where that cannot be. */
export async function saveRunOnShow(): Promise<void> {
  const { run } = lab.store.getState();
  const problem = run ? await saveRun(run.id, 'run') : 'There is no run to save yet. Train first.';
  if (problem) openedFilesStore.setState({ said: { text: problem, state: 'failed' }, runId: null });
}

/** Saves a stored run as a file; resolves with why that cannot be, in sentences, or `null`. */
export async function saveRun(runId: string, what: RunExport): Promise<string | null> {
  if (what === 'report') return (await import('./save-report')).saveStoredReport(runId);
  try {
    const stored = await lab.questions.storedRun(runId);
    const written = write(stored, what);
    if ('refused' in written) return written.refused.join(' ');
    saveBytes(written.bytes, `${fileName(stored)}${ENDINGS[what]}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function write(stored: StoredRun, what: SavedAs): Written {
  if (what === 'run') return { bytes: writeRunFile(stored) };
  if (what === 'run-without-weights') return { bytes: writeRunFile({ run: stored.run, checkpoint: null }) };
  return writeModel(stored, what);
}

function writeModel({ run, checkpoint }: StoredRun, what: Exclude<SavedAs, 'run' | 'run-without-weights'>): Written {
  if (!checkpoint) return { refused: ['The weights of this run are no longer saved. Train it again to export its model.'] };
  const { experiment, classNames, input } = run;
  const { weights } = checkpoint.state;
  if (what === 'layers-model') return layersModelFile({ experiment, weights, classNames, input });
  if (what === 'onnx') return onnxFile({ experiment, weights, classNames, input });
  const specs = weightSpecs(experiment);
  return { bytes: npzFile(weights.map((values, i) => ({ name: weightName(i), shape: specs[i]?.shape ?? [values.length], values }))) };
}

/** The run's name and the day it was started, without anything that a file system could object to. */
const fileName = ({ run }: StoredRun): string =>
  `${fileNameOf(run.name || run.experiment.name || 'run').slice(0, 60)}-${new Date(run.createdAt).toISOString().slice(0, 10)}`;
