import { useState } from 'react';
import { useDesign, useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { lazyPart, preload, ShowPart } from '@/app/shell/part';
import type { Question } from '@/experiment/data/classes';
import { type DatasetId, DEFAULT_DATASET, datasetInfo, isDownloaded } from '@/experiment/data/datasets';
import { withDataset } from '@/experiment/data/on-dataset';
import { isOwn, type OwnId } from '@/experiment/data/own';
import { splitCounts, targetCounts } from '@/experiment/data/split-counts';
import { dataOf } from '@/experiment/experiment';
import { DataPanel } from '@/features/data/data-panel';
import type { ReadyDataProps } from '@/features/data/data-panel-props';
import { editDesign } from '@/stores/design';
import { openLabels } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import { previewFiles, startOpening } from '@/stores/opening';
import type { GivenFile } from '@/stores/types';

/** Images are never there at the first paint, so what is set about them need not be either. */
const SETTINGS = lazyPart('Data settings', async () => (await import('./data-settings-wired')).DataSettingsWired);
preload(SETTINGS);

const Settings = (props: ReadyDataProps) => <ShowPart part={SETTINGS} props={props} />;

/** The Data panel with the stores behind it. */
export function DataWired({ workbench }: { workbench: Workbench }) {
  const wanted = useDesign((design) => design.experiment.data.dataset);
  // Files can only be of a data set that is made of files.
  const filesFor = isDownloaded(wanted) ? wanted : DEFAULT_DATASET;
  const [given, setGiven] = useState<GivenFile[] | null>(null);
  const loadFiles = async (given: GivenFile[]) => {
    // Runs are opened wherever they are given.
    if (given.some(({ path }) => /\.atelier$/i.test(path))) return openAny(given);
    setGiven(given);
    const files = given.map(({ file }) => file);
    const { datasetBySizes } = await import('@/dataset/manifest');
    const dataset = datasetBySizes(files.map(({ size }) => size)) ?? filesFor;
    // First, since what the design then asks for is already on its way.
    lab.commands.loadFiles(dataset, files);
    editDesign('dataset', (experiment) => withDataset(experiment, dataset));
  };
  const statuses = useLab((state) => state.datasets);
  const own = useOwnNames(wanted);
  const { data, training } = workbench.experiment;
  const status = statuses[data.dataset];
  const counts = { train: status?.trainCounts ?? [], test: status?.testCounts ?? [] };
  return (
    <DataPanel
      wanted={wanted}
      filesFor={filesFor}
      inUse={data.dataset}
      data={data}
      counts={counts}
      seed={training.seed}
      issues={workbench.issues}
      statuses={statuses}
      split={workbench.split}
      available={splitCounts({ ...dataOf(workbench.experiment), trainSize: null }, counts.train, counts.test).train}
      total={imagesOf(data, counts)}
      onData={(kind, change) => editDesign(`data ${kind}`, (design) => ({ ...design, data: { ...design.data, ...change } }))}
      onWanted={(dataset) => editDesign('dataset', (experiment) => withDataset(experiment, dataset))}
      own={own}
      onOpenFiles={startOpening}
      onRetry={() => lab.commands.needDataset(wanted)}
      onCancel={lab.commands.cancelDownload}
      onDropped={(files) => (ofDataset(files) && !isOwn(wanted) ? loadFiles(files) : openAny(files))}
      onOpenGiven={given && (() => void previewFiles(given))}
      onFiles={(files) => loadFiles(files.map((file) => ({ path: file.name, file })))}
      fetchImages={lab.questions.images}
      onImages={(by, chosen) => openLabels({ experiment: workbench.experiment, by, chosen })}
      onErase={lab.commands.eraseEverything}
      Settings={Settings}
    />
  );
}

/** Whether files are called like those of the data sets that are downloaded. */
const ofDataset = (files: readonly GivenFile[]): boolean => files.some(({ path }) => /idx\d|ubyte/i.test(path));

const openAny = async (files: readonly GivenFile[]) => (await import('@/app/actions/open-any')).openAny(files);

/** The own data sets to choose from: those that are stored here, and the one that the design names. */
function useOwnNames(wanted: DatasetId): { id: OwnId; name: string }[] {
  const stored = useLab((state) => state.own);
  const listed = stored.map(({ id, entry }) => ({ id, name: entry.name }));
  return !isOwn(wanted) || listed.some(({ id }) => id === wanted) ? listed : [{ id: wanted, name: datasetInfo(wanted).name }, ...listed];
}

/** Images of the classes that the task concerns: those that there are to be divided. */
function imagesOf(question: Question, counts: { train: number[]; test: number[] }): number {
  return [...targetCounts(question, counts.train), ...targetCounts(question, counts.test)].reduce((sum, count) => sum + count, 0);
}
