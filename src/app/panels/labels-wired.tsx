import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { taskClassNames, taskTarget } from '@/experiment/data/classes';
import { DEFAULT_DATASET, datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { sameContent } from '@/experiment/identity';
import { LabelsDialog } from '@/features/images/labels/labels-dialog';
import { isActive } from '@/run/reduce';
import { closeLabels, imagesStore, type LabelsRequest, openImages } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import type { TrainingImages } from '@/stores/types';
import { NEIGHBOUR_SEARCH } from './neighbour-search';

/** The training images behind a bar of class counts, with the worker behind them. */
export function LabelsWired() {
  const request = useStore(imagesStore, ({ labels }) => labels);
  const { images, error } = useTrainingImages(request);
  const dataset = request?.experiment.data.dataset ?? DEFAULT_DATASET;
  const { classNames: labelNames, itemShape } = datasetInfo(dataset);
  const { task } = request?.experiment.data ?? {};
  const ofTask = request?.by === 'answer' || task?.kind === 'classes';
  const classNames = useMemo(
    () => (request && ofTask ? taskClassNames(request.experiment.data) : labelNames),
    [request, ofTask, labelNames],
  );
  const classed = useMemo(() => {
    if (!images || !task) return null;
    const { positions, labels, trainCount } = images;
    return { positions, trainCount, classes: ofTask ? Array.from(labels, (label) => taskTarget(task, label)) : labels };
  }, [images, task, ofTask]);
  const asked = useLab(({ run, networkReady }) => (networkReady && run && !isActive(run) ? run.experiment : null));
  const mine = request !== null && asked !== null && sameImages(request.experiment, asked);
  const fetch = useCallback((positions: readonly number[]) => lab.questions.pixels(dataset, positions), [dataset]);
  return (
    <LabelsDialog
      request={request}
      images={classed}
      error={error}
      classNames={classNames}
      imageShape={itemShape}
      fetch={fetch}
      search={mine ? NEIGHBOUR_SEARCH : null}
      onAnswers={mine && ofTask ? withAnswers : null}
      onClose={closeLabels}
    />
  );
}

/** Whether two designs are trained on the same images with the same labels. */
const sameImages = (a: Experiment, b: Experiment): boolean => a.training.seed === b.training.seed && sameContent(a.data, b.data);

function withAnswers(truth: number | null): void {
  closeLabels();
  openImages({ set: 'training', filter: { truth } });
}

interface Found {
  request: LabelsRequest;
  images: TrainingImages | null;
  error: string | null;
}

const NOTHING_FOUND = { images: null, error: null };

/** The training images of the design that a request is about. */
function useTrainingImages(request: LabelsRequest | null): Pick<Found, 'images' | 'error'> {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!request) return setFound(null);
    let current = true;
    lab.questions.trainingImages(request.experiment).then(
      (images) => current && setFound({ request, images, error: null }),
      (error: Error) => current && setFound({ request, images: null, error: error.message }),
    );
    return () => {
      current = false;
    };
  }, [request]);
  return found?.request === request && found ? found : NOTHING_FOUND;
}
