import { DataPanel } from '@/features/data/data-panel';
import { editDesign } from '@/stores/design';
import * as lab from '@/stores/lab';
import { useDesign, useLab } from './use-store';
import type { Workbench } from './use-workbench';

/** The Data panel with the stores behind it. */
export function DataWired({ workbench }: { workbench: Workbench }) {
  const wanted = useDesign((design) => design.experiment.data.dataset);
  const statuses = useLab((state) => state.datasets);
  return (
    <DataPanel
      wanted={wanted}
      inUse={workbench.experiment.data.dataset}
      statuses={statuses}
      split={workbench.split}
      onWanted={(dataset) => {
        editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset } }));
        lab.needDataset(dataset);
      }}
      onRetry={() => lab.needDataset(wanted)}
      onCancel={lab.cancelDownload}
      onFiles={(files) => {
        editDesign('dataset', (experiment) => ({ ...experiment, data: { ...experiment.data, dataset: 'fashion-mnist' } }));
        lab.loadFiles(files);
      }}
      fetchImages={lab.fetchImages}
      onErase={lab.eraseEverything}
    />
  );
}
