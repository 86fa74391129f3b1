import type { AddedDrawing } from '@/experiment/data/added-drawings';
import type { DatasetId, DownloadedId } from '@/experiment/data/datasets';
import type { OwnId } from '@/experiment/data/own';
import type { SplitCounts } from '@/experiment/data/split-counts';
import type { DatasetStatus, GivenFile } from '@/stores/types';
import type { OpenImages, SettingsProps } from './settings-props';
import type { FetchImages } from './use-images';

/** What the Data panel and what stands in it get. */
export interface DataPanelProps extends SettingsProps {
  /** The data set that the design asks for. */
  wanted: DatasetId;
  /** The one in use: the wanted one, or the built-in garments while it is not there. */
  inUse: DatasetId;
  /** What files that a person gives belong to. */
  filesFor: DownloadedId;
  statuses: Partial<Record<DatasetId, DatasetStatus>>;
  /** Images in each part, as the design divides them. */
  split: SplitCounts;
  /** Images that the split gives to training, before their number is limited. */
  available: number;
  /** Images of the classes that the task concerns. */
  total: number;
  /** The run's seed. */
  seed: number;
  /** The person's own data sets that can be chosen. */
  own: readonly { id: OwnId; name: string }[];
  onOpenFiles(): void;
  onWanted(dataset: DatasetId): void;
  onRetry(): void;
  onCancel(): void;
  onFiles(files: File[]): void;
  /** Files that were dropped on the panel, of whatever kind. */
  onDropped(files: GivenFile[]): void;
  /** Opens the files that were given last as a data set of their own; `null` where none were given. */
  onOpenGiven: (() => void) | null;
  fetchImages: FetchImages;
  onImages: OpenImages;
  onErase(): void;
}

/** What stands in the panel once the images are here gets their status as well. */
export type ReadyDataProps = DataPanelProps & { status: DatasetStatus };

/** What `DataSettings` gets. */
export interface DataSettingsProps extends ReadyDataProps {
  /** The drawings that a person keeps and has labelled, of the data set in use, oldest first. */
  labelledDrawings: readonly AddedDrawing[];
}
