import { useDesign, useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { lazyPart, preload, ShowPart } from '@/app/shell/part';
import type { Question } from '@/experiment/data/classes';
import { DEFAULT_DATASET, isDownloaded } from '@/experiment/data/datasets';
import { splitCounts, targetCounts } from '@/experiment/data/split-counts';
import { DataPanel } from '@/features/data/data-panel';
import type { DataSettingsProps } from '@/features/data/data-panel-props';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';

/** Images are never there at the first paint, so what is set about them need not be either. */
const SETTINGS = lazyPart('Data settings', async () => (await import('./later-panels')).DataSettings);
preload(SETTINGS);

const Settings = (props: DataSettingsProps) => <ShowPart part={SETTINGS} props={props} />;

/** The Data panel with the stores behind it. */
export function DataWired({ workbench }: { workbench: Workbench }) {
  const wanted = useDesign((design) => design.experiment.data.dataset);
  // Files can only be of a data set that is made of files.
  const filesFor = isDownloaded(wanted) ? wanted : DEFAULT_DATASET;
  const statuses = useLab((state) => state.datasets);
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
      available={splitCounts({ ...data, trainSize: null }, counts.train, counts.test).train}
      total={imagesOf(data, counts)}
      onData={(kind, change) => editDesign(`data ${kind}`, (design) => ({ ...design, data: { ...design.data, ...change } }))}
      onWanted={(dataset) => editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset } }))}
      onRetry={() => lab.commands.needDataset(wanted)}
      onCancel={lab.commands.cancelDownload}
      onFiles={async (files) => {
        // Runs are opened wherever they are dropped.
        if (files.some(({ name }) => /\.atelier$/i.test(name))) return (await import('@/app/actions/open-files')).openAndTell(files);
        // First, since what the design then asks for is already on its way.
        lab.commands.loadFiles(filesFor, files);
        editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset: filesFor } }));
      }}
      fetchImages={lab.questions.images}
      onErase={lab.commands.eraseEverything}
      Settings={Settings}
    />
  );
}

/** Images of the classes that the task concerns: those that there are to be divided. */
function imagesOf(question: Question, counts: { train: number[]; test: number[] }): number {
  return [...targetCounts(question, counts.train), ...targetCounts(question, counts.test)].reduce((sum, count) => sum + count, 0);
}
