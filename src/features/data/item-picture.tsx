import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { Pixels } from '@/ui/pictures/pixels';

interface ItemPictureProps {
  dataset: DatasetId;
  bytes: Uint8Array;
  /** What the picture shows, for screen readers; empty for a picture that its text already names. */
  label: string;
}

/** One image of a data set. */
export function ItemPicture({ dataset, bytes, label }: ItemPictureProps) {
  const [, width, channels] = datasetInfo(dataset).itemShape;
  return <Pixels bytes={bytes} label={label} width={width} channels={channels} />;
}
