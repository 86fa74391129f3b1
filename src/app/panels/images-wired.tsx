import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { datasetInfo } from '@/experiment/data/datasets';
import { ImagesDialog } from '@/features/images/images-dialog';
import type { ShownImage } from '@/features/images/types';
import { momentWords } from '@/features/images/words';
import { isActive } from '@/run/reduce';
import { closeImages, type ImagesRequest, imagesStore } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import type { SetPredictions } from '@/stores/types';
import { FindOnMap } from './find-on-map';
import { WhyImage } from './why-image';

const NEIGHBOURS = 8;

/** The images behind a number, with the worker behind them. */
export function ImagesWired() {
  const request = useStore(imagesStore, (state) => state.request);
  const run = useLab((state) => state.run);
  const dataset = run?.experiment.data.dataset;
  const status = useLab((state) => (dataset ? state.datasets[dataset] : undefined));
  const { predictions, error, ask } = useAnswers(request);
  const fetch = useCallback(
    (positions: readonly number[]) => (dataset ? lab.questions.pixels(dataset, positions) : Promise.resolve([])),
    [dataset],
  );
  const search = useMemo(
    () => ({
      find: (pixels: Uint8Array, index: number) => lab.questions.neighbours(pixels, NEIGHBOURS, index),
      cancel: lab.commands.cancelNeighbours,
    }),
    [],
  );
  const ready = useLab((state) => state.networkReady);
  const set = request?.set;
  const why = useCallback(
    (image: ShownImage, bytes: Uint8Array) => (
      <>
        {run && ready && <WhyImage key={image.index} image={image} bytes={bytes} experiment={run.experiment} classNames={run.classNames} />}
        {set && <FindOnMap set={set} index={image.index} pixels={bytes} />}
      </>
    ),
    [run, ready, set],
  );
  const trainCount = predictions?.trainCount ?? status?.trainCounts.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <ImagesDialog
      request={run ? request : null}
      predictions={predictions}
      error={error}
      moment={predictions && run ? momentWords(predictions, run.stepsPerEpoch, isActive(run)) : ''}
      classNames={run?.classNames ?? []}
      trainCount={trainCount}
      imageWidth={dataset ? datasetInfo(dataset).itemShape[1] : 1}
      fetch={fetch}
      why={why}
      search={search}
      onAsk={ask}
      onClose={closeImages}
    />
  );
}

interface Answers {
  request: ImagesRequest;
  predictions: SetPredictions | null;
  error: string | null;
}

/**
 * The answers to the set that a request is about: its own, or the worker's. A single image needs none until a person wants to see the others.
 * The last answers are kept while the same weights are there.
 */
function useAnswers(request: ImagesRequest | null): { predictions: SetPredictions | null; error: string | null; ask(): void } {
  const [answers, setAnswers] = useState<Answers | null>(null);
  const kept = useRef<{ key: string; predictions: SetPredictions } | null>(null);
  const newest = useRef(request);
  newest.current = request;
  const ask = useCallback(() => {
    if (!request) return;
    const settle = (predictions: SetPredictions | null, error: string | null) =>
      newest.current === request && setAnswers({ request, predictions, error });
    const key = occasion(request);
    if (kept.current?.key === key) return settle(kept.current.predictions, null);
    settle(null, null);
    lab.questions.predictions(request.set).then(
      (predictions) => {
        kept.current = { key, predictions };
        settle(predictions, null);
      },
      (error: Error) => settle(null, error.message),
    );
  }, [request]);
  useEffect(() => {
    if (request && !request.predictions && !request.single) ask();
  }, [request, ask]);
  const own = answers?.request === request ? answers : null;
  return { predictions: request?.predictions ?? own?.predictions ?? null, error: own?.error ?? null, ask };
}

/** Another one as soon as the model could answer differently. */
function occasion({ set }: ImagesRequest): string {
  const { run, networkAge } = lab.store.getState();
  return `${run?.id} ${run?.status} ${networkAge} ${set}`;
}
