import { useMemo } from 'react';
import { tableOf } from '@/experiment/data/datasets';
import { AddedSection } from './augmentation/added-section';
import { DrawingsSection, DrawingsSwitch } from './augmentation/drawings-section';
import { PixelsSection } from './augmentation/pixels-section';
import styles from './data-panel.module.css';
import type { DataSettingsProps } from './data-panel-props';
import { DatasetFacts } from './source/dataset-facts';
import { SplitSection } from './split/split-section';
import { TableSettings } from './table/table-settings';
import { TaskSection } from './task/task-section';
import { useImages } from './use-images';

/** The same pictures at every visit. */
const PICTURE_SEED = 1;

/** What can only be shown and set once there are images. */
export function DataSettings({ status, ...props }: DataSettingsProps) {
  const table = tableOf(props.inUse);
  if (table) return <TableSettings {...props} status={status} table={table} />;
  return <ImageSettings {...props} status={status} />;
}

function ImageSettings({ status, ...props }: DataSettingsProps) {
  const { images } = useImages(props.fetchImages, props.inUse, 1, PICTURE_SEED);
  const pictures = useMemo(() => (images ?? []).toSorted((a, b) => a.label - b.label).map(({ pixels }) => pixels), [images]);
  return (
    <>
      <DatasetFacts dataset={props.inUse} status={status} pictures={pictures}>
        <DrawingsSwitch {...props} />
      </DatasetFacts>
      <div className={styles.settings}>
        <TaskSection {...props} pictures={pictures} />
        <PixelsSection {...props} dataset={props.inUse} />
        <DrawingsSection {...props} dataset={props.inUse} />
        <AddedSection {...props} />
        <SplitSection {...props} />
      </div>
    </>
  );
}
