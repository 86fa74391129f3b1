import { useMemo } from 'react';
import { DATASET_IDS, type DatasetId, datasetInfo, isDownloaded } from '@/experiment/data/datasets';
import type { DatasetStatus } from '@/stores/types';
import { Panel } from '@/ui/panel';
import { DrawingsSection } from './augmentation/drawings-section';
import { PixelsSection } from './augmentation/pixels-section';
import styles from './data-panel.module.css';
import type { DataPanelProps } from './data-panel-props';
import { BrowseImages } from './source/browse-images';
import { DatasetFacts } from './source/dataset-facts';
import { DatasetState } from './source/dataset-state';
import { useFileDrop } from './source/use-file-drop';
import { SplitSection } from './split/split-section';
import { TaskSection } from './task/task-section';
import { useImages } from './use-images';

/** The same pictures at every visit. */
const PICTURE_SEED = 1;

/** Which images the network learns from, where they come from, and a look at them. */
export function DataPanel(props: DataPanelProps) {
  const { wanted, inUse, filesFor, statuses, onWanted, onFiles } = props;
  const { over, area } = useFileDrop(onFiles);
  const status = statuses[inUse];
  const aside = (
    <>
      {status?.state === 'ready' && <BrowseImages {...props} status={status} />}
      <select
        aria-label="Data set"
        className={styles.select}
        value={wanted}
        onChange={(event) => onWanted(event.target.value as DatasetId)}
      >
        {DATASET_IDS.map((id) => (
          <option key={id} value={id}>
            {datasetInfo(id).name}
          </option>
        ))}
      </select>
    </>
  );
  return (
    <div className={styles.area} data-over={over || undefined} {...area}>
      <Panel title="Data" aside={aside} className={styles.data}>
        <DatasetState {...props} />
        {status?.state === 'ready' ? (
          <Settings {...props} status={status} key={inUse} />
        ) : (
          <Waiting generating={status?.state === 'loading' && !isDownloaded(inUse)} opening={!statuses[wanted]} />
        )}
      </Panel>
      {over && <p className={styles.drop}>Drop the files of {datasetInfo(filesFor).name}, or their folder, here</p>}
    </div>
  );
}

/** While there are no images at all. What is read or downloaded has words of its own above. */
function Waiting({ generating, opening }: { generating: boolean; opening: boolean }) {
  if (generating) return <p className={styles.soft}>Generating the built-in garments …</p>;
  return opening ? <p className={styles.soft}>Starting …</p> : null;
}

/** What can only be shown and set once there are images. */
function Settings({ status, ...props }: DataPanelProps & { status: DatasetStatus }) {
  const { images } = useImages(props.fetchImages, props.inUse, 1, PICTURE_SEED);
  const pictures = useMemo(() => (images ?? []).toSorted((a, b) => a.label - b.label).map(({ pixels }) => pixels), [images]);
  return (
    <>
      <DatasetFacts dataset={props.inUse} status={status} pictures={pictures} />
      <div className={styles.settings}>
        <TaskSection {...props} pictures={pictures} />
        <PixelsSection {...props} dataset={props.inUse} />
        <DrawingsSection {...props} dataset={props.inUse} />
        <SplitSection {...props} />
      </div>
    </>
  );
}
