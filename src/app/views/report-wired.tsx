import { useCallback, useState } from 'react';
import { subjectOf } from '@/app/hooks/run-title';
import { NOTHING_ASKED, usePredictions } from '@/app/hooks/use-predictions';
import { useLab } from '@/app/hooks/use-store';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { classicalOf } from '@/experiment/experiment';
import { howToGet } from '@/experiment/words/how-to-get';
import { INITIAL_VIEW } from '@/features/evaluation/report-metrics';
import { ReportPanel } from '@/features/evaluation/report-panel';
import { isActive } from '@/run/reduce';
import type { EvaluationSet, Run } from '@/run/types';
import { type ImagesQuery, openImages } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import type { ViewProps } from './view';

/** The report of the run on show (kept, and asked for only while it is `shown`), on the test images once it has ended and on the validation images until then, or as a person says. */
export function ReportWired({ shown }: ViewProps) {
  const run = useLab((state) => state.run);
  const ready = useLab((state) => state.networkReady);
  const opened = useLab((state) => state.backend !== null);
  const images = useLab((state) => run && state.datasets[run.experiment.data.dataset]?.state);
  const here = images === 'ready';
  // What a run was trained on is asked for at once: nothing said of it yet is as good as coming.
  const coming = images === undefined || images === 'loading' || images === 'downloading';
  // A threshold, and the class whose curves are shown, are about one question and its classes.
  const question = run ? run.classNames.join('\n') : '';
  const [chosen, setChosen] = useState({ question, view: INITIAL_VIEW });
  const view = chosen.question === question ? chosen.view : INITIAL_VIEW;
  const [choice, setChoice] = useState<{ set: EvaluationSet; finished: boolean } | null>(null);
  const finished = run !== null && !isActive(run);
  const available = { validation: run !== null && run.validation !== null, test: finished && run.test !== null };
  const wanted = choice?.finished === finished ? choice.set : finished ? 'test' : 'validation';
  const set = available[wanted] || !(available.validation || available.test) ? wanted : available.test ? 'test' : 'validation';
  const subject = run && ready && here && available[set] ? `${run.id} ${set}` : null;
  const { asked, again } = usePredictions(shown ? subject : null, set, finished ? `ended after ${run?.epochRecords.length}` : 'under way');
  const mine = asked.subject === subject ? asked : NOTHING_ASKED;
  const { predictions } = mine;
  const onImages = useCallback((query: ImagesQuery) => openImages({ ...query, set, predictions }), [set, predictions]);
  const dataset = run?.experiment.data.dataset ?? DEFAULT_DATASET;
  const fetchCells = useCallback(
    (positions: Uint32Array, column?: number) => lab.questions.cells(dataset, positions, column ?? null),
    [dataset],
  );
  if (!shown) return null;
  return (
    <ReportPanel
      subject={subjectOf(run)}
      dataset={dataset}
      fetchCells={fetchCells}
      predictions={mine.predictions}
      error={mine.error}
      idleHint={opened ? hintFor(run, { ready, here, coming, any: available[set] }) : 'Starting …'}
      set={set}
      view={view}
      onView={(next) => setChosen({ question, view: next })}
      available={available}
      testWatched={run?.experiment.data.split.validationIsTest ?? false}
      underWay={!finished}
      stepsPerEpoch={run?.stepsPerEpoch ?? 1}
      onSet={(next) => setChoice({ set: next, finished })}
      onImages={onImages}
      onTrainingLabels={finished ? findTrainingLabels : null}
      onAgain={again}
      onSaveReport={async (predictions) => (await import('@/app/actions/save-report')).saveShownReport(predictions)}
    />
  );
}

const findTrainingLabels = () => openImages({ set: 'training', filter: { suspects: true }, order: 'suspicious' });

const CONTENTS = 'precision, recall and F1 of each class, ROC and precision-recall curves, and how well confidence matches accuracy';

interface Means {
  /** There is something to be asked. */
  ready: boolean;
  /** Its images are here, or on their way. */
  here: boolean;
  coming: boolean;
  /** The run has figures of the set. */
  any: boolean;
}

/** What will be here and what to press, where there is nothing to report; `null` where there is. */
function hintFor(run: Run | null, { ready, here, coming, any }: Means): string | null {
  if (!run) return `Train a model to see its report here: ${CONTENTS}.`;
  const items = `${itemName(run.experiment.data)}s`;
  if (any && coming) return `The report needs the ${items} of ${run.datasetName}, which are still loading.`;
  if (any && !here)
    return `The report needs the ${items} of ${run.datasetName}, which are not in this browser. ${howToGet(run.experiment.data.dataset)}`;
  if (any && ready) return null;
  if (!isActive(run)) return 'This run stopped before anything was saved, so there is no report. Train again to get one.';
  const { split } = run.experiment.data;
  const heldOut = split.validationIsTest || (split.kind === 'pooled' ? split.validation : split.validationShare) > 0;
  if (!heldOut) return `This run has no validation ${items}. The report on the test ${items} appears when training finishes.`;
  if (classicalOf(run.experiment)) return 'Training … the report appears when it finishes.';
  return `Training … the report on the validation ${items} appears after the first epoch, and on the test ${items} at the end.`;
}
