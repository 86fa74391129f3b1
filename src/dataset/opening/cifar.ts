import { compactLabels, labelNames } from './labels';
import { fileName, isTestName, type OpenedFile, OpeningError, type ReadImages } from './opening';

const SIDE = 32;
const PLACES = SIDE * SIDE;
/** A label, then 1,024 red bytes, 1,024 green and 1,024 blue ones. */
const RECORD = 1 + 3 * PLACES;
const CLASSES = 10;

/** Whether a file is called, and as long, as CIFAR-10's binary batches (data_batch_1.bin to 5, test_batch.bin). */
export const isCifarFile = ({ path, bytes }: OpenedFile): boolean =>
  /(data|test)_batch(_\d+)?\.bin$/i.test(path) ||
  (/\.bin$/i.test(path) && bytes.length > 0 && bytes.length % RECORD === 0 && bytes[0]! < 10);

/** Reads CIFAR-10's binary batches, in the order of their names. Throws an OpeningError that names the file at fault. */
export function readCifarFiles(files: readonly OpenedFile[]): ReadImages {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, bytes } of sorted) {
    if (bytes.length % RECORD !== 0 || bytes.length === 0) {
      throw new OpeningError(
        `“${fileName(path)}”: file incomplete (${bytes.length.toLocaleString('en')} bytes are no whole number of images of ${RECORD.toLocaleString('en')}).`,
      );
    }
  }
  for (const { path, bytes } of sorted) checkLabels(fileName(path), bytes);
  const isTest = ({ path }: OpenedFile) => isTestName(fileName(path));
  const [train, test] = [read(sorted.filter((file) => !isTest(file))), read(sorted.filter(isTest))];
  if (train.labels.length === 0)
    throw new OpeningError('There are only test images. Open the training batches (data_batch_1.bin and so on) as well.');
  const labels = compactLabels(train.labels, test.labels);
  return {
    name: 'CIFAR-10',
    itemShape: [SIDE, SIDE, 3],
    classNames: labelNames(labels.occurring, 'cifar'),
    train: { images: train.images, labels: labels.train },
    test: { images: test.images, labels: labels.test },
    notes: [],
  };
}

function checkLabels(name: string, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; from += RECORD) {
    const label = bytes[from]!;
    if (label >= CLASSES)
      throw new OpeningError(
        `“${name}”: image ${(from / RECORD + 1).toLocaleString('en')} has the label ${label}, and CIFAR-10’s go from 0 to ${CLASSES - 1}.`,
      );
  }
}

/** Planes of red, green and blue become pixels. */
function read(files: readonly OpenedFile[]): { images: Uint8Array; labels: Uint8Array } {
  const count = files.reduce((sum, { bytes }) => sum + bytes.length / RECORD, 0);
  const images = new Uint8Array(count * 3 * PLACES);
  const labels = new Uint8Array(count);
  let k = 0;
  for (const { bytes } of files) {
    for (let from = 0; from < bytes.length; from += RECORD, k++) {
      labels[k] = bytes[from]!;
      const to = k * 3 * PLACES;
      for (let c = 0; c < 3; c++) for (let p = 0; p < PLACES; p++) images[to + 3 * p + c] = bytes[from + 1 + c * PLACES + p]!;
    }
  }
  return { images, labels };
}
