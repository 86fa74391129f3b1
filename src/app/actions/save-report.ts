import type { DatasetId } from '@/experiment/data/datasets';
import { reportPage } from '@/print/report/page';
import type { Run, Samples } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import type { SetPredictions } from '@/stores/types';
import { saveBlob } from '@/ui/files/picture-files';
import { type ReportSource, reportContents } from './report-contents';
import { firstOfEachClass, sampleRows } from './report-samples';

/** Saves the report of the run on show, with the answers that are on show. */
export function saveShownReport(predictions: SetPredictions): void {
  const { run, samples } = lab.store.getState();
  if (run) save({ run, predictions, samples });
}

/** Saves the report of a stored run, whose model is asked anew. Resolves with why it cannot be saved, or `null`. */
export async function saveStoredReport(runId: string): Promise<string | null> {
  try {
    const { run } = await lab.questions.storedRun(runId);
    save({ run, ...(await answersOf(run)) });
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

type Answered = Pick<ReportSource, 'predictions' | 'samples' | 'leftOut'>;

/** What only the model can say, or why it cannot: its weights or images may be gone, or a run may be active. */
async function answersOf(run: Run): Promise<Answered> {
  try {
    const predictions = await lab.questions.predictionsOfRun(run.id, run.test ? 'test' : 'validation');
    if (predictions.numbers) return { predictions, samples: null };
    return { predictions, samples: await samplesFrom(predictions, run.experiment.data.dataset) };
  } catch (error) {
    return { predictions: null, samples: null, leftOut: wordsOf(error) };
  }
}

async function samplesFrom(predictions: SetPredictions, dataset: DatasetId): Promise<Samples> {
  const rows = firstOfEachClass(predictions);
  const pixels = await lab.questions.pixels(
    dataset,
    rows.map((row) => predictions.indices[row] ?? 0),
  );
  return sampleRows(predictions, rows, pixels);
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function save(source: ReportSource): void {
  const contents = reportContents(source);
  saveBlob(new Blob([reportPage(contents)], { type: 'text/html' }), contents.title, '-report.html');
}
