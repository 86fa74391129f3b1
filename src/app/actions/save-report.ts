import { fileNameOf } from '@/print/picture';
import { reportPage } from '@/print/report/page';
import { lab } from '@/stores/lab/lab';
import type { SetPredictions } from '@/stores/types';
import { saveBlob } from '@/ui/picture-files';
import { type ReportSource, reportContents } from './report-contents';

/** Saves the report of the run on show, with the answers that are on show. */
export function saveShownReport(predictions: SetPredictions): void {
  const { run, samples } = lab.store.getState();
  if (run) save({ run, predictions, samples });
}

/** Saves the report of a stored run: its figures and curves; what only its model can say is left out. Resolves with why it cannot be saved, or `null`. */
export async function saveStoredReport(runId: string): Promise<string | null> {
  try {
    const { run } = await lab.questions.storedRun(runId);
    save({ run, predictions: null, samples: null });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function save(source: ReportSource): void {
  const contents = reportContents(source);
  saveBlob(new Blob([reportPage(contents)], { type: 'text/html' }), `${fileNameOf(contents.title)}-report.html`);
}
