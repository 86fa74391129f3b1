import { counted } from '@/experiment/words/numbers';
import { type DatasetId, datasetInfo, tableOf } from './datasets';

/** Whose labels are meant. */
export interface Labelled {
  dataset: DatasetId;
}

/** The name of a label of the data set. */
export const labelName = ({ dataset }: Labelled, label: number): string => datasetInfo(dataset).classNames[label] ?? `Class ${label}`;

/** The name of a label for narrow places. */
export const shortLabelName = ({ dataset }: Labelled, label: number): string =>
  datasetInfo(dataset).shortClassNames[label] ?? `Class ${label}`;

/** The labels of the data set: 0, 1, 2 and so on. */
export const labelsOf = ({ dataset }: Labelled): number[] => [...datasetInfo(dataset).classNames.keys()];

/** What the items of a data set are called, one of them. */
export const itemName = ({ dataset }: Labelled): 'image' | 'row' => (tableOf(dataset) ? 'row' : 'image');

/** "54,000 images", "16,000 rows". */
export const itemsInWords = (labelled: Labelled, count: number): string => counted(count, itemName(labelled));
