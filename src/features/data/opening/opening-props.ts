import type { ReactNode } from 'react';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import type { DatasetId } from '@/experiment/data/datasets';
import type { OwnId } from '@/experiment/data/own';
import type { Opening } from '@/stores/opening';
import type { GivenFile, OwnDataset } from '@/stores/types';

/** What the dialog in which files become a data set gets. */
export interface OpeningDialogProps {
  opening: Opening;
  /** Own data sets that are stored on this computer. */
  own: readonly OwnDataset[];
  /** The data set in use. */
  inUse: DatasetId;
  /** How many of the pictures, or of the bytes of a table, were read. */
  progress: { done: number; total: number; of: 'pictures' | 'bytes' } | null;
  /** What is shown while pictures are collected. */
  collect: ReactNode;
  onCollect(): void;
  onFiles(files: GivenFile[]): void;
  /** Reads pictures again, with other options. */
  onOptions(options: PictureOptions): void;
  /** Reads a table again, in another format. */
  onFormat(format: TableFormat): void;
  /** Makes a data set of the table; as another one than is lacking only where that was asked for. */
  onUseTable(name: string, choice: TableChoice, asOther: boolean): void;
  /** Makes a data set of the images, likewise. */
  onUse(name: string, classes: { name: string; labels: number[] }[], asOther: boolean): void;
  onChoose(dataset: OwnId): void;
  onErase(datasets: OwnId[]): void;
  onClose(): void;
}
