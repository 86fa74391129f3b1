import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { datasetInfo, tableOf } from '@/experiment/data/datasets';
import { ImagesDialog } from '@/features/images/images-dialog';
import { RowsDialog } from '@/features/images/rows/rows-dialog';
import type { ShownImage } from '@/features/images/types';
import { momentWords } from '@/metrics/set-words';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { closeImages, type ImagesRequest, imagesStore } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import type { ImageAnswers } from '@/stores/types';
import { FindOnMap } from './find-on-map';
import { NEIGHBOUR_SEARCH } from './neighbour-search';
import { WhyImage } from './why-image';

const NO_SHAPE = [1, 1, 1] as const;

/** The images behind a number, with the worker behind them. */
export function ImagesWired() {
  const request = useStore(imagesStore, (state) => state.request);
  const run = useLab((state) => state.run);
  const dataset = run?.experiment.data.dataset;
  const status = useLab((state) => (dataset ? state.datasets[dataset] : undefined));
  const { predictions, progress, error, ask } = useAnswers(request);
  const fetch = useCallback(
    (positions: readonly number[]) => (dataset ? lab.questions.pixels(dataset, positions) : Promise.resolve([])),
    [dataset],
  );
  const ready = useLab((state) => state.networkReady);
  const set = request?.set;
  const why = useCallback(
    (image: ShownImage, bytes: Uint8Array) => (
      <>
        {run && ready && <WhyImage key={image.index} image={image} bytes={bytes} experiment={run.experiment} classNames={run.classNames} />}
        {set && set !== 'training' && <FindOnMap set={set} index={image.index} pixels={bytes} />}
      </>
    ),
    [run, ready, set],
  );
  const fetchCells = useCallback(
    (positions: Uint32Array) => (dataset ? lab.questions.cells(dataset, positions) : Promise.resolve([])),
    [dataset],
  );
  const table = dataset ? tableOf(dataset) : null;
  const classNames = run?.classNames ?? [];
  if (table) {
    const shown = { request: run ? request : null, predictions, error, classNames, table };
    return <RowsDialog {...shown} fetchCells={fetchCells} onAsk={ask} onClose={closeImages} />;
  }
  const trainCount = predictions?.trainCount ?? status?.trainCounts.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <ImagesDialog
      request={run ? request : null}
      predictions={predictions}
      progress={progress}
      error={error}
      moment={predictions && run ? momentOf(predictions, run) : ''}
      classNames={classNames}
      trainCount={trainCount}
      imageShape={dataset ? datasetInfo(dataset).itemShape : NO_SHAPE}
      fetch={fetch}
      why={why}
      search={NEIGHBOUR_SEARCH}
      onAsk={ask}
      onClose={closeImages}
    />
  );
}

function momentOf(predictions: ImageAnswers, run: Run): string {
  const moment = momentWords(predictions, run.stepsPerEpoch);
  return moment && isActive(run) ? `${moment}; training goes on` : moment;
}

interface Answers {
  request: ImagesRequest;
  predictions: ImageAnswers | null;
  progress: Progress | null;
  error: string | null;
}

interface Progress {
  done: number;
  total: number;
}

const NOTHING = { predictions: null, progress: null, error: null };

/**
 * The answers to the set that a request is about: its own, or the worker's. A single image needs none until a person wants to see the others.
 * The last answers are kept while the same weights are there. Whoever closes the dialog does not wait for more of them.
 */
function useAnswers(request: ImagesRequest | null): Omit<Answers, 'request'> & { ask(): void } {
  const [answers, setAnswers] = useState<Answers | null>(null);
  const kept = useRef<{ key: string; predictions: ImageAnswers } | null>(null);
  const asking = useRef(new AbortController());
  const ask = useCallback(() => {
    asking.current.abort();
    if (!request) return;
    asking.current = new AbortController();
    const { signal } = asking.current;
    const tell = (change: Partial<Answers>) => !signal.aborted && setAnswers({ ...NOTHING, request, ...change });
    const key = occasion(request);
    if (kept.current?.key === key) return tell({ predictions: kept.current.predictions });
    tell({});
    answersTo(request.set, (done, total) => tell({ progress: { done, total } }), signal).then(
      (predictions) => {
        kept.current = { key, predictions };
        tell({ predictions });
      },
      (error: Error) => tell({ error: error.message }),
    );
  }, [request]);
  useEffect(() => {
    if (request && !request.predictions && !request.single) ask();
    return () => asking.current.abort();
  }, [request, ask]);
  const own = answers?.request === request ? answers : NOTHING;
  return { ...own, predictions: request?.predictions ?? own.predictions, ask };
}

const answersTo = (set: ImagesRequest['set'], onDone: (done: number, total: number) => void, signal: AbortSignal): Promise<ImageAnswers> =>
  set === 'training' ? lab.questions.trainingPredictions(onDone, signal) : lab.questions.predictions(set);

/** Another one as soon as the model could answer differently. */
function occasion({ set }: ImagesRequest): string {
  const { run, networkAge } = lab.store.getState();
  return `${run?.id} ${run?.status} ${networkAge} ${set}`;
}
