import { firstHeldCopy } from '@/dataset/end-of-list';
import type { Dataset, LabelledImages, PreparedData } from '@/dataset/types';
import { imagesFile, tableRows } from '@/exchange/data-file';
import { bytesPerItem, type DatasetId, tableOf } from '@/experiment/data/datasets';
import { labelsOf } from '@/experiment/data/labels';
import { originalOf } from '@/experiment/data/positions';
import { createRandom, hash32 } from '@/experiment/random';
import { csvText } from '@/metrics/csv';
import type { ImageBlock, LabelledImage, TableCells, TrainingImages } from '@/worker/protocol';

/** What is read out of a data set that is in memory: single images, cells, counts. */

const IMAGES_SALT = 0x1336e5;

/** More than any screen shows. */
const MOST_IMAGES = 2000;

/** As many as a million rows of one column. */
const MOST_CELLS = 1_000_000;

/** `perClass` training images of every class; another seed chooses others. None of a table. */
export function someOfEachClass(dataset: Dataset, perClass: number, seed: number): LabelledImage[] {
  if (dataset.table) return [];
  return labelsOf({ dataset: dataset.id }).flatMap((label) => pick(dataset, label, perClass, hash32(seed, IMAGES_SALT, label)));
}

function pick({ itemShape, train: { images, labels } }: Dataset, label: number, count: number, seed: number): LabelledImage[] {
  const size = bytesPerItem(itemShape);
  const own = [...labels.keys()].filter((i) => labels[i] === label);
  const random = createRandom(seed);
  return Array.from({ length: Math.min(count, own.length) }, () => {
    const [i = 0] = own.splice(random.below(own.length), 1);
    return { label, pixels: images.slice(i * size, (i + 1) * size) };
  });
}

/**
 * Single images, one after the other.
 *
 * @param positions training images first, then test images; copies as `copyAt` says
 * @param prepared the data that hold such copies; `null` where none are wanted
 * @throws RangeError where an image does not exist, or too many are wanted at once
 */
export function imageBlock({ itemShape, train, test }: Dataset, positions: Uint32Array, prepared: PreparedData | null): ImageBlock {
  if (positions.length > MOST_IMAGES) throw new RangeError(`At most ${MOST_IMAGES} images can be had at once`);
  const size = bytesPerItem(itemShape);
  const at = (images: Uint8Array, index: number) => images.subarray(index * size, (index + 1) * size);
  const trainCount = train.labels.length;
  const block = new Uint8Array(positions.length * size);
  positions.forEach((position, k) => {
    const original = originalOf(position);
    const image =
      original !== null
        ? heldCopy(prepared, original)
        : position < trainCount
          ? at(train.images, position)
          : at(test.images, position - trainCount);
    if (image.length !== size) throw new RangeError(`Image ${position} does not exist`);
    block.set(image, k * size);
  });
  return { block, size };
}

/** A held-out copy. Throws a RangeError where the data have none of that image. */
function heldCopy(data: PreparedData | null, original: number): Uint8Array {
  const at = data?.heldCopies?.indexOf(original) ?? -1;
  if (!data || at < 0) throw new RangeError(`No changed copy of image ${original} is in memory`);
  const size = data.height * data.width;
  const first = firstHeldCopy(data) + at;
  return data.pixels.subarray(first * size, (first + 1) * size);
}

/**
 * Cells of rows, column by column.
 *
 * @param positions training rows first, then test rows
 * @param column one column; `null` for all and the target
 * @throws RangeError where too many cells are wanted at once
 */
export function tableCells({ columns, target }: NonNullable<Dataset['table']>, positions: Uint32Array, column: number | null): TableCells {
  const all = [...columns, target];
  const wanted = column === null ? all : all.slice(column, column + 1);
  if (positions.length * wanted.length > MOST_CELLS) throw new RangeError(`At most ${MOST_CELLS} cells can be had at once`);
  return { columns: wanted.map((values) => Float64Array.from(positions, (position) => values[position] ?? Number.NaN)) };
}

/** Images with the labels that the data set has of them, in the order of the data set; the positions count training images first. */
export function trainingLabels({ train, test }: Dataset, training: Uint32Array): TrainingImages {
  const positions = Uint32Array.from(training).sort();
  const trainCount = train.labels.length;
  const labels = Uint8Array.from(positions, (at) => train.labels[at] ?? test.labels[at - trainCount] ?? 0);
  return { positions, labels, trainCount };
}

/** What the images or rows of a data set take in memory. */
export const bytesOf = ({ train, test, table }: Dataset): number =>
  train.images.length +
  test.images.length +
  (table ? [...table.columns, table.target].reduce((sum, { byteLength }) => sum + byteLength, 0) : 0);

/** How many of some images have each label of the data set. */
export function countLabels(dataset: DatasetId, { labels }: LabelledImages): number[] {
  const counts = labelsOf({ dataset }).map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** A data set as the file that an exported program reads: arrays of images, or a table as CSV. */
export function dataFile({ id, itemShape, train, test, table }: Dataset): Uint8Array<ArrayBuffer> {
  const info = tableOf(id);
  if (!info || !table) return imagesFile(itemShape, train, test);
  return new TextEncoder().encode(csvText(tableRows(info, [...table.columns, table.target])));
}
