import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { NOTHING_ASKED, usePredictions } from '@/app/hooks/use-predictions';
import { useLab } from '@/app/hooks/use-store';
import { bytesPerItem, DEFAULT_DATASET, datasetInfo, tableOf } from '@/experiment/data/datasets';
import { howToGet } from '@/experiment/words/how-to-get';
import { formatCount } from '@/experiment/words/numbers';
import type { MapChoices } from '@/features/map/map-controls';
import { MapPanel } from '@/features/map/map-panel';
import type { ShownMap } from '@/features/map/types';
import { judge } from '@/metrics/selection';
import { MISSING, momentWords } from '@/metrics/set-words';
import { isActive } from '@/run/reduce';
import type { EvaluationSet, Run } from '@/run/types';
import { openImages } from '@/stores/images';
import { insideStore } from '@/stores/inside';
import { lab } from '@/stores/lab/lab';
import { type ImageToFind, mapStore } from '@/stores/map';
import type { SetPredictions } from '@/stores/types';
import { useGuest } from './map/use-guests';
import { type Made, type Subject, useProjection } from './map/use-projection';
import type { ViewProps } from './view';

/** The view "Map": the images of a set of the run on show in the plane. Made only while it is shown. */
export function MapWired({ shown }: ViewProps) {
  const run = useLab((state) => state.run);
  const ready = useLab((state) => state.networkReady);
  const images = useLab((state) => run && state.datasets[run.experiment.data.dataset]?.state);
  const wanted = useStore(mapStore, (state) => state.wanted);
  const drawing = useStore(insideStore, (state) => state.drawing);
  const [chosenSet, setChosenSet] = useState<EvaluationSet>('validation');
  const [choices, setChoices] = useState<MapChoices>({ space: 'pixels', method: 'pca' });
  useEffect(() => {
    if (wanted) setChosenSet(wanted.set);
  }, [wanted]);
  const finished = run !== null && !isActive(run);
  const available = { validation: (run?.validation ?? null) !== null, test: finished && run.test !== null };
  const set = available[chosenSet] ? chosenSet : available.validation ? 'validation' : 'test';
  const isTable = run !== null && tableOf(run.experiment.data.dataset) !== null;
  const subject = shown && run && ready && !isTable && images === 'ready' && available[set] ? `${run.id} ${set}` : null;
  const moment = finished ? `ended after ${run.epochRecords.length}` : 'under way';
  const { asked, again } = usePredictions(subject, set, moment);
  const { predictions, error } = asked.subject === subject ? asked : NOTHING_ASKED;
  const hasHidden = run?.experiment.model.kind === 'network' && run.experiment.model.layers.length > 0;
  const space = hasHidden ? choices.space : 'pixels';
  const making = useProjection(predictions && run ? subjectOf(run, predictions, { ...choices, space }) : null);
  const { made } = making;
  const map = useMemo(() => made && predictions && shownMap(made, predictions), [made, predictions]);
  const size = bytesPerItem(datasetInfo(run?.experiment.data.dataset ?? DEFAULT_DATASET).itemShape);
  const projection = made?.projection ?? null;
  const drawn = useGuest('Your drawing', drawing?.length === size ? drawing : null, projection, space);
  const place = map && wanted?.set === set ? map.positions.indexOf(wanted.index) : -1;
  const sought = useGuest('The image', wanted?.set === set && map && place < 0 ? wanted.pixels : null, projection, space);
  const [seen, setSeen] = useState<ImageToFind | null>(null);
  const found = useFound(wanted === seen ? null : wanted, place, sought, map);
  const dataset = run?.experiment.data.dataset;
  const fetch = useCallback(
    (positions: readonly number[]) => (dataset ? lab.questions.pixels(dataset, positions) : Promise.resolve([])),
    [dataset],
  );
  if (!shown) return null;
  const open = (image: number) => map && predictions && openSingle(map, image, predictions, fetch);
  const select = (chosen: readonly number[]) =>
    map && chosen.length > 0 && openImages({ set, predictions, filter: { among: chosen.map((image) => map.rows[image] ?? 0) } });
  const testing = subject !== null && !predictions && !error ? { words: 'Testing …', share: null } : null;
  return (
    <MapPanel
      hint={isTable ? NO_IMAGES : hintFor(run, ready, images ?? null, available[set])}
      sets={(['validation', 'test'] as const).map((value) => ({
        value,
        label: value === 'test' ? 'Test' : 'Validation',
        help: available[value] ? `The map of the ${value} images.` : MISSING[value],
        disabled: !available[value],
      }))}
      set={set}
      onSet={setChosenSet}
      choices={{ ...choices, space }}
      onChoices={setChoices}
      hasHidden={hasHidden}
      standing={map && predictions && run && standingWords(map, predictions, run)}
      progress={testing ?? making.progress}
      onCancel={() => {
        making.cancel();
        // The first map is there at once: nobody is left without any.
        if (choices.method === 'umap') setChoices({ ...choices, method: 'pca' });
      }}
      error={error ?? making.error}
      onAgain={error || !finished ? again : making.error ? making.again : null}
      map={map}
      classNames={run?.classNames ?? []}
      imageShape={datasetInfo(dataset ?? DEFAULT_DATASET).itemShape}
      fetch={fetch}
      guests={[...(drawn ? [drawn] : []), ...(sought ? [sought] : [])]}
      found={found}
      onFound={() => setSeen(wanted)}
      onOpen={open}
      onSelect={select}
    />
  );
}

const NO_IMAGES = 'This model was trained on a table, which has no images to put on a map.';

/** Of pixels, more training changes nothing. */
const subjectOf = ({ id, experiment }: Run, { set, step }: SetPredictions, { space, method }: MapChoices): Subject => ({
  set,
  space,
  method,
  seed: experiment.training.seed,
  source: space === 'pixels' ? id : `${id} ${step}`,
});

/** Where the image lies that was to be found: on the map, or as a guest among its images. Another one as often as one is sought. */
function useFound(wanted: ImageToFind | null, place: number, guest: { x: number; y: number } | null, map: ShownMap | null) {
  return useMemo(() => {
    if (!wanted || !map?.final) return null;
    if (place >= 0) return { image: place, x: map.coordinates[2 * place] ?? 0, y: map.coordinates[2 * place + 1] ?? 0 };
    return guest && { image: null, x: guest.x, y: guest.y };
  }, [wanted, place, guest, map]);
}

function shownMap({ rows, coordinates, projection }: Made, predictions: SetPredictions): ShownMap {
  const judged = judge(predictions);
  const [across = 0, up = 0] = projection?.axes.shares ?? [];
  return {
    coordinates,
    rows,
    positions: rows.map((row) => predictions.indices[row] ?? 0),
    targets: Uint8Array.from(rows, (row) => predictions.targets[row] ?? 0),
    predicted: Uint8Array.from(rows, (row) => judged.predictions[row] ?? 0),
    confidences: Float32Array.from(rows, (row) => judged.confidences[row] ?? 0),
    final: projection !== null,
    shares: projection?.method === 'pca' ? [across, up] : null,
  };
}

/** Opens one image; "All images" leads from there to the whole set. */
async function openSingle(
  { rows, positions, targets }: ShownMap,
  image: number,
  predictions: SetPredictions,
  fetch: (positions: readonly number[]) => Promise<Uint8Array[]>,
): Promise<void> {
  const index = positions[image] ?? 0;
  const classes = predictions.classNames.length;
  const row = rows[image] ?? 0;
  const [pixels] = await fetch([index]);
  if (!pixels) return;
  const probabilities = [...predictions.probabilities.subarray(row * classes, (row + 1) * classes)];
  openImages({ set: predictions.set, predictions, single: { index, target: targets[image] ?? 0, probabilities, pixels } });
}

function standingWords(map: ShownMap, predictions: SetPredictions, { stepsPerEpoch }: Run): string {
  const { targets } = predictions;
  const images =
    map.rows.length === targets.length
      ? `${formatCount(targets.length)} images`
      : `${formatCount(map.rows.length)} of ${formatCount(targets.length)} images`;
  return [images, momentWords(predictions, stepsPerEpoch)].filter(Boolean).join(', ');
}

/** What to do where there is no map yet; `null` where there can be one. */
function hintFor(run: Run | null, ready: boolean, images: string | null, any: boolean): string | null {
  if (!run) return 'Train a model to see its images here: like ones lie near each other, and mistakes stand out.';
  if (images === 'loading' || images === 'downloading') return `The map needs the images of ${run.datasetName}, which are still loading.`;
  if (images !== null && images !== 'ready')
    return `The map needs the images of ${run.datasetName}, which are not in this browser. ${howToGet(run.experiment.data.dataset)}`;
  if (any && ready) return null;
  return isActive(run)
    ? 'Training … the map of the validation images appears after the first epoch.'
    : 'This run stopped before anything was saved, so there is no map. Train again to get one.';
}
