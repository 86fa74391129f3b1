import type { PictureOptions } from '@/dataset/opening/picture-options';
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
  /** How many of the pictures were read. */
  progress: { done: number; total: number } | null;
  onFiles(files: GivenFile[]): void;
  /** Reads pictures again, with other options. */
  onOptions(options: PictureOptions): void;
  onUse(name: string, classes: { name: string; labels: number[] }[]): void;
  onChoose(dataset: OwnId): void;
  onErase(datasets: OwnId[]): void;
  onClose(): void;
}
