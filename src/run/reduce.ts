import type { RunNews } from './events';
import { withLabels } from './labels';
import type { Run } from './types';

/**
 * A run after one piece of news. The step history is appended in place, since copying fifty thousand numbers four times a second is waste;
 * everything else is new where it changed. Used by the worker, which stores the run, and by the page, which shows it, so that both agree.
 */
export function reduceRun(run: Run, news: RunNews, now: number): Run {
  const updated = { ...run, updatedAt: now };
  switch (news.type) {
    case 'opened':
      return news.run;
    case 'status':
      return { ...updated, status: news.status };
    case 'steps':
      return appendSteps(updated, news);
    case 'epoch':
      return { ...updated, epochRecords: [...run.epochRecords, news.record] };
    case 'fitted':
      return { ...updated, fit: news.fit };
    case 'evaluation':
      return { ...updated, [news.evaluation.set]: news.evaluation };
    case 'intervention':
      return { ...updated, interventions: [...run.interventions, news.intervention] };
    case 'changed':
      return { ...updated, epochs: news.epochs ?? run.epochs, learningRate: news.learningRate ?? run.learningRate };
    case 'rewound':
      return rewind(updated, news.step, news.epoch);
    case 'labelled':
      return withLabels(run, news.labels);
    case 'failed':
      return { ...updated, status: 'failed', failure: news.failure };
    case 'evaluating':
    case 'progress':
    case 'fitting':
    case 'samples':
    case 'weights':
    case 'checkpoint':
      return run;
  }
}

/** Steps that arrive twice (after a recovery) overwrite; a gap cannot be, since steps come in order. */
function appendSteps(run: Run, news: Extract<RunNews, { type: 'steps' }>): Run {
  const { losses, accuracies } = run.history;
  losses.length = Math.min(losses.length, news.firstStep);
  accuracies.length = losses.length;
  for (const loss of news.losses) losses.push(loss);
  for (const accuracy of news.accuracies) accuracies.push(accuracy);
  return { ...run, history: { losses, accuracies } };
}

function rewind(run: Run, step: number, epoch: number): Run {
  const { losses, accuracies } = run.history;
  return {
    ...run,
    history: { losses: losses.slice(0, step), accuracies: accuracies.slice(0, step) },
    epochRecords: run.epochRecords.filter((record) => record.epoch <= epoch),
    validation: run.validation && run.validation.epoch <= epoch ? run.validation : null,
    test: run.test && run.test.epoch <= epoch ? run.test : null,
  };
}

/** Whether anything of the run is still going on. */
export const isActive = (run: Run | null): boolean =>
  run !== null && (run.status === 'preparing' || run.status === 'training' || run.status === 'paused');
