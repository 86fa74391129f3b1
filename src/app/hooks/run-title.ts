import { classicalOf } from '@/experiment/experiment';
import { capitalized } from '@/experiment/words/capitalized';
import { modelWords } from '@/experiment/words/model';
import { scoreInWords } from '@/experiment/words/score';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';

export const APP_NAME = 'Atelier';

/** What a run is of, in words: "Small CNN on Fashion-MNIST"; empty without one. */
export const subjectOf = (run: Pick<Run, 'experiment' | 'datasetName'> | null): string =>
  run ? `${run.experiment.name || modelWords(run.experiment)} on ${run.datasetName}` : '';

/** "Epoch 3/5 · 86% – Atelier": the epoch under way and the newest accuracy, on images that were not trained on where there are any. */
export function titleOf(run: Run | null): string {
  if (!run) return APP_NAME;
  const score = (isActive(run) ? null : run.test?.score) ?? run.validation?.score ?? run.epochRecords.at(-1)?.training;
  return [statusOf(run), score ? scoreInWords(run.experiment.data, score.accuracy, 0) : '']
    .filter(Boolean)
    .join(' · ')
    .concat(` – ${APP_NAME}`);
}

function statusOf({ status, experiment, epochRecords, epochs }: Run): string {
  if (status !== 'training') return capitalized(status);
  return classicalOf(experiment) ? 'Training' : `Epoch ${Math.min(epochRecords.length + 1, epochs)}/${epochs}`;
}
