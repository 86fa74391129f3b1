import { DATASETS } from '@/experiment/data/classes';
import type { DatasetId } from '@/experiment/data/types';
import { formatCount } from '@/metrics/format';
import type { DatasetStatus, LabelledImage } from '@/stores/types';
import { Panel } from '@/ui/panel';
import { ClassCounts } from './class-counts';
import styles from './data-panel.module.css';
import { DatasetState } from './dataset-state';
import { LookInside } from './look-inside';
import { useFileDrop } from './use-file-drop';

export interface DataPanelProps {
  /** The data set that the design asks for. */
  wanted: DatasetId;
  /** The one in use: the wanted one, or the built-in garments while it is not there. */
  inUse: DatasetId;
  statuses: Partial<Record<DatasetId, DatasetStatus>>;
  /** Images in each part, as the design divides them. */
  split: { train: number; validation: number; test: number };
  onWanted(dataset: DatasetId): void;
  onRetry(): void;
  onCancel(): void;
  onFiles(files: File[]): void;
  fetchImages(dataset: DatasetId, perClass: number, seed: number): Promise<LabelledImage[]>;
  onErase(): void;
}

const IDS = Object.keys(DATASETS) as DatasetId[];

/** Which images the network learns from, where they come from, and a look at them. */
export function DataPanel(props: DataPanelProps) {
  const { wanted, inUse, statuses, split, onWanted, onFiles } = props;
  const { over, area } = useFileDrop(onFiles);
  const status = statuses[inUse];
  const aside = (
    <>
      {status?.state === 'ready' && <LookInside {...props} status={status} />}
      <select
        aria-label="Data set"
        className={styles.select}
        value={wanted}
        onChange={(event) => onWanted(event.target.value as DatasetId)}
      >
        {IDS.map((id) => (
          <option key={id} value={id}>
            {DATASETS[id].name}
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
          <div className={styles.row}>
            <ClassCounts counts={status.trainCounts} />
            <p className={styles.split}>
              {formatCount(split.train)} train · {formatCount(split.validation)} validation · {formatCount(split.test)} test
            </p>
          </div>
        ) : (
          <p className={styles.split}>Drawing the built-in garments …</p>
        )}
      </Panel>
      {over && <p className={styles.drop}>Drop the four files of Fashion-MNIST, or their folder, here</p>}
    </div>
  );
}
