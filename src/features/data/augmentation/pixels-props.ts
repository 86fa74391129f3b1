import type { DatasetId } from '@/experiment/data/datasets';
import type { SettingsProps } from '../settings-props';
import type { FetchImages } from '../use-images';

/** What the Pixels section and the dialog behind it get. */
export interface PixelsProps extends SettingsProps {
  dataset: DatasetId;
  /** The run's, so that the preview shows what training draws. */
  seed: number;
  fetchImages: FetchImages;
}
