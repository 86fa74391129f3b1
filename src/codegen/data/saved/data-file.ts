import { fileStem } from '@/codegen/file-stem';
import type { CodeSource } from '@/codegen/types';
import { type DatasetId, datasetInfo, isDownloaded } from '@/experiment/data/datasets';
import { isOwn } from '@/experiment/data/own';

/**
 * The file that Atelier saves of a data set for a program that could not get it elsewhere: arrays of images as Keras's mnist.npz has them, or a table as CSV.
 * `null` where a program downloads the data, and of images that Atelier draws.
 */
export function dataFileName(dataset: DatasetId): string | null {
  const { name, table } = datasetInfo(dataset);
  if (isDownloaded(dataset) || !(table || isOwn(dataset))) return null;
  return `${fileStem(name)}.${table ? 'csv' : 'npz'}`;
}

/** Where a program finds a data set that it downloads; `null` where it reads the file that Atelier saves. */
export const sourceOf = (dataset: DatasetId, source: CodeSource): CodeSource | null => (dataFileName(dataset) === null ? source : null);
