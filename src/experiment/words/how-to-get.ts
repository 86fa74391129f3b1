import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';

/** How a person gets the images or rows of a data set that is not here, in a sentence. */
export function howToGet(dataset: DatasetId): string {
  const { origin } = datasetInfo(dataset);
  if (origin.kind !== 'opened') return 'Get them in the Data panel.';
  return `They were opened from ${origin.files.join(', ') || 'files'}: open the same ${origin.files.length === 1 ? 'file' : 'files'} again (Data set, “Open files …”), and they are recognized by their content.`;
}
