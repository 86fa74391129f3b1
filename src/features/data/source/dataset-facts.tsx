import type { ReactNode } from 'react';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { formatBytes, formatCount } from '@/experiment/words/numbers';
import type { DatasetStatus } from '@/stores/types';
import styles from '../data-panel.module.css';
import { ItemPicture } from '../item-picture';
import { creditOf, sourceWords } from '../words';

/** Pictures that fit beside each other. */
export const MOST_PICTURES = 16;

interface DatasetFactsProps {
  dataset: DatasetId;
  status: DatasetStatus;
  /** One picture of each class, in label order; empty until they have come. */
  pictures: readonly Uint8Array[];
  /** What stands at the end of the line below the pictures. */
  children: ReactNode;
}

/** What the data in use look like, how many images they are, and where they came from. */
export function DatasetFacts({ dataset, status, pictures, children }: DatasetFactsProps) {
  const { name: datasetName, classNames } = datasetInfo(dataset);
  const images = [...status.trainCounts, ...status.testCounts].reduce((sum, count) => sum + count, 0);
  const from = sourceWords(dataset, status.source);
  return (
    <div className={styles.facts}>
      <div className={styles.classes} role="img" aria-label={`${datasetName}: ${classNames.join(', ')}`}>
        {classNames.slice(0, MOST_PICTURES).map((name, label) => (
          <span key={name} title={name}>
            {pictures[label] && <ItemPicture dataset={dataset} bytes={pictures[label]} label="" />}
          </span>
        ))}
      </div>
      <div className={styles.sourceLine}>
        <p className={styles.source} title={`${formatCount(images)} images. ${from}. ${creditOf(dataset)}`.trim()}>
          {formatCount(images)} images · {formatBytes(status.bytes)} · {from}
        </p>
        {children}
      </div>
    </div>
  );
}
