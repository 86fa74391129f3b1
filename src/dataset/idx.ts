import type { DatasetInfo } from '@/experiment/data/dataset-info';
import { type DatasetId, datasetInfo, type ItemShape } from '@/experiment/data/datasets';
import type { Dataset, LabelledImages } from './types';

/** First four bytes of an IDX file of bytes: three dimensions for images, one for labels. */
export const IDX_IMAGES_MAGIC = 0x00000803;
export const IDX_LABELS_MAGIC = 0x00000801;

const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;

/** What can be wrong with an IDX file. */
export type IdxErrorCode = 'magic' | 'truncated' | 'extra' | 'image-size' | 'label' | 'empty' | 'count';

/** An IDX file that cannot be used, said in plain words. The only error that this module throws. */
export class IdxError extends Error {
  override readonly name = 'IdxError';
  readonly code: IdxErrorCode;
  /** Which of a data set's files are concerned; empty where only one was read. */
  readonly roles: readonly (keyof IdxFiles)[];

  constructor(code: IdxErrorCode, message: string, roles: readonly (keyof IdxFiles)[] = []) {
    super(message);
    this.code = code;
    this.roles = roles;
  }
}

/** Images out of an IDX file: `pixels` is a view of count * height * width bytes into the file, not a copy. */
export interface IdxImages {
  count: number;
  height: number;
  width: number;
  pixels: Uint8Array;
}

/**
 * Reads an IDX file of grey images (magic 0x00000803, count, height, width, then a byte a pixel).
 * Throws an `IdxError` for anything else, and for images of another size than `shape` where one is given.
 */
export function parseIdxImages(bytes: Uint8Array, shape?: ItemShape): IdxImages {
  checkMagic(bytes, IDX_IMAGES_MAGIC);
  checkHeader(bytes, IMAGES_HEADER);
  const [count, height, width] = [readUint32(bytes, 4), readUint32(bytes, 8), readUint32(bytes, 12)];
  if (shape && (height !== shape[0] || width !== shape[1])) {
    throw new IdxError('image-size', `the images are ${height} x ${width} pixels, not ${shape[0]} x ${shape[1]}`);
  }
  checkLength(bytes, IMAGES_HEADER + count * height * width);
  return { count, height, width, pixels: bytes.subarray(IMAGES_HEADER) };
}

/**
 * Reads an IDX file of labels (magic 0x00000801, count, then a byte a label) and returns a view of its `count` labels.
 * Throws an `IdxError` for anything else, and for a label that is not below `classes` where that is given.
 */
export function parseIdxLabels(bytes: Uint8Array, classes = 256): Uint8Array {
  checkMagic(bytes, IDX_LABELS_MAGIC);
  checkHeader(bytes, LABELS_HEADER);
  checkLength(bytes, LABELS_HEADER + readUint32(bytes, 4));
  const labels = bytes.subarray(LABELS_HEADER);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) throw new IdxError('label', `label ${wrong + 1} is ${labels[wrong]}, and classes go from 0 to ${classes - 1}`);
  return labels;
}

/** Any IDX file: its numbers as they lie there, big-endian. */
export interface IdxArray {
  type: 'byte' | 'int';
  shape: number[];
  /** A view into the file, not a copy. */
  bytes: Uint8Array;
}

/** Reads an IDX file of bytes or of 32-bit whole numbers, of any number of dimensions. Throws an `IdxError` for anything else. */
export function parseIdxArray(bytes: Uint8Array): IdxArray {
  checkHeader(bytes, 4);
  const magic = readUint32(bytes, 0);
  const [type, dimensions] = [magic >> 8, magic & 0xff];
  if (type !== BYTES && type !== INTS) throw new IdxError('magic', `this is ${describeMagic(magic)}`);
  const start = 4 + 4 * dimensions;
  checkHeader(bytes, start);
  const shape = Array.from({ length: dimensions }, (_, i) => readUint32(bytes, 4 + 4 * i));
  checkLength(bytes, start + shape.reduce((product, length) => product * length, type === INTS ? 4 : 1));
  return { type: type === INTS ? 'int' : 'byte', shape, bytes: bytes.subarray(start) };
}

const BYTES = 0x08;
const INTS = 0x0c;

/** The four inflated files of a data set, as bytes. */
export interface IdxFiles {
  trainImages: Uint8Array;
  trainLabels: Uint8Array;
  testImages: Uint8Array;
  testLabels: Uint8Array;
}

/**
 * Makes a data set of its four IDX files. The images and labels are views into the files.
 * Throws an `IdxError` that names the part at fault, also where images and labels differ in number.
 */
export function assembleDataset(id: DatasetId, source: string, files: IdxFiles): Dataset {
  const info = datasetInfo(id);
  const train = pairUp('train', info, files.trainImages, files.trainLabels);
  const test = pairUp('test', info, files.testImages, files.testLabels);
  return { id, source, itemShape: info.itemShape, train, test };
}

function pairUp(part: 'train' | 'test', info: DatasetInfo, imageBytes: Uint8Array, labelBytes: Uint8Array): LabelledImages {
  const images = naming(part, 'Images', () => parseIdxImages(imageBytes, info.itemShape));
  const labels = naming(part, 'Labels', () => parseIdxLabels(labelBytes, info.classNames.length));
  if (images.count !== labels.length) {
    throw new IdxError('count', `${images.count} ${part} images but ${labels.length} ${part} labels: they do not belong together`, [
      `${part}Images`,
      `${part}Labels`,
    ]);
  }
  if (images.count === 0) throw new IdxError('empty', `${part} images: there are none in the file`, [`${part}Images`]);
  return { images: images.pixels, labels };
}

function naming<T>(part: 'train' | 'test', kind: 'Images' | 'Labels', parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof IdxError)) throw error;
    throw new IdxError(error.code, `${part} ${kind.toLowerCase()}: ${error.message}`, [`${part}${kind}`]);
  }
}

function checkMagic(bytes: Uint8Array, wanted: number): void {
  checkHeader(bytes, 4);
  const magic = readUint32(bytes, 0);
  if (magic !== wanted) throw new IdxError('magic', `this is ${describeMagic(magic)}, not ${describeMagic(wanted)}`);
}

function describeMagic(magic: number): string {
  if (magic === IDX_IMAGES_MAGIC) return 'an IDX file of images';
  if (magic === IDX_LABELS_MAGIC) return 'an IDX file of labels';
  return `no IDX file of bytes (it begins with 0x${magic.toString(16).padStart(8, '0')})`;
}

function checkHeader(bytes: Uint8Array, needed: number): void {
  if (bytes.length < needed) throw new IdxError('truncated', `the file ends within its header (${bytes.length} of ${needed} bytes)`);
}

function checkLength(bytes: Uint8Array, wanted: number): void {
  if (bytes.length < wanted) throw new IdxError('truncated', `file incomplete (${bytes.length} of ${wanted} bytes)`);
  if (bytes.length > wanted) throw new IdxError('extra', `${bytes.length - wanted} bytes too many (${bytes.length} instead of ${wanted})`);
}

/** Big-endian and unsigned, as IDX writes its numbers. A product of such numbers stays exact for images of up to 2^21 bytes. */
function readUint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);
}
