import { layersModelFile } from '@/exchange/models/layers-model';
import type { Written } from '@/exchange/models/model';
import { npzFile, weightName } from '@/exchange/models/npz';
import { onnxFile } from '@/exchange/models/onnx';
import { writeRunFile } from '@/exchange/run-file/write';
import { weightSpecs } from '@/experiment/network/describe';
import type { RunExport } from '@/features/runs/run-exports';
import { lab } from '@/stores/lab/lab';
import type { StoredRun } from '@/stores/types';
import { saveBytes } from './save-bytes';

const ENDINGS: Record<RunExport, string> = { run: '.atelier', 'layers-model': '-tfjs.zip', onnx: '.onnx', npz: '.npz' };

/** Saves a stored run as a file; resolves with why that cannot be, in sentences, or `null`. */
export async function saveRun(runId: string, what: RunExport): Promise<string | null> {
  try {
    const stored = await lab.questions.storedRun(runId);
    const written = what === 'run' ? { bytes: writeRunFile(stored) } : writeModel(stored, what);
    if ('refused' in written) return written.refused.join(' ');
    saveBytes(written.bytes, `${fileName(stored)}${ENDINGS[what]}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function writeModel({ run, checkpoint }: StoredRun, what: Exclude<RunExport, 'run'>): Written {
  if (!checkpoint) return { refused: ['The weights of this run are not stored any more. Train it again to export its model.'] };
  const { experiment, classNames, input } = run;
  const { weights } = checkpoint.state;
  if (what === 'layers-model') return layersModelFile({ experiment, weights, classNames, input });
  if (what === 'onnx') return onnxFile({ experiment, weights, classNames, input });
  const specs = weightSpecs(experiment);
  return { bytes: npzFile(weights.map((values, i) => ({ name: weightName(i), shape: specs[i]?.shape ?? [values.length], values }))) };
}

/** The run's name and the day it was started, without anything that a file system could object to. */
function fileName({ run }: StoredRun): string {
  const name = run.experiment.name
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'run'}-${new Date(run.createdAt).toISOString().slice(0, 10)}`;
}
