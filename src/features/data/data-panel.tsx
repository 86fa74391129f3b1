import type { ComponentType, ReactNode } from 'react';
import { DATASET_IDS, type DatasetId, datasetInfo, isGenerated, tableOf } from '@/experiment/data/datasets';
import { Panel } from '@/ui/panel';
import styles from './data-panel.module.css';
import type { DataPanelProps, ReadyDataProps } from './data-panel-props';
import { BrowseImages } from './source/browse-images';
import { MOST_PICTURES } from './source/dataset-facts';
import { DatasetState } from './source/dataset-state';
import { useFileDrop } from './source/use-file-drop';

/** The entry of the list of data sets that opens another one. */
const OPEN_FILES = 'open';

/** Which images the network learns from, where they come from, and a look at them; `Settings` is what there is to set once they are here. */
export function DataPanel(props: DataPanelProps & { Settings: ComponentType<ReadyDataProps> }) {
  const { wanted, inUse, filesFor, statuses, own, onWanted, onDropped, onOpenFiles } = props;
  const { over, area } = useFileDrop(onDropped);
  const status = statuses[inUse];
  const aside = (
    <>
      {status?.state === 'ready' && !tableOf(inUse) && <BrowseImages {...props} status={status} />}
      <select
        aria-label="Data set"
        className={styles.select}
        value={wanted}
        onChange={(event) => (event.target.value === OPEN_FILES ? onOpenFiles() : onWanted(event.target.value as DatasetId))}
      >
        {DATASET_IDS.map((id) => (
          <option key={id} value={id}>
            {datasetInfo(id).name}
          </option>
        ))}
        {own.length > 0 && (
          <optgroup label="Your data sets">
            {own.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        <option value={OPEN_FILES}>Open files …</option>
      </select>
    </>
  );
  return (
    <div className={styles.area} data-over={over || undefined} {...area}>
      <Panel title="Data" aside={aside} className={styles.data}>
        {status?.state === 'ready' || status?.state === 'failed' ? (
          <>
            <DatasetState {...props} />
            {status.state === 'ready' && <props.Settings {...props} status={status} key={inUse} />}
          </>
        ) : (
          <Waiting
            classNames={tableOf(wanted) ? [] : datasetInfo(wanted).classNames.slice(0, MOST_PICTURES)}
            generating={status?.state === 'loading' && isGenerated(inUse) ? inUse : null}
            opening={!statuses[wanted]}
          >
            <DatasetState {...props} />
          </Waiting>
        )}
      </Panel>
      {over && <p className={styles.drop}>Drop the files of {datasetInfo(filesFor).name}, or images of your own, here</p>}
    </div>
  );
}

interface WaitingProps {
  /** What there will be a picture of each of. */
  classNames: readonly string[];
  generating: DatasetId | null;
  opening: boolean;
  /** What is told of the data set meanwhile; it has room here. */
  children: ReactNode;
}

/** While there are no images at all: it takes the room that they will need. */
function Waiting({ classNames, generating, opening, children }: WaitingProps) {
  const words = generating ? `Generating the ${datasetInfo(generating).name.toLowerCase()} …` : opening && 'Starting …';
  return (
    <div className={styles.waiting}>
      {children}
      <div className={styles.facts}>
        <div className={styles.classes} aria-hidden="true">
          {classNames.map((name) => (
            <span key={name} />
          ))}
        </div>
        {words && <p className={styles.soft}>{words}</p>}
      </div>
    </div>
  );
}
