import { fileByFolder } from '@/dataset/opening/folders';
import { leftOut, OpeningError, type ReadImages } from '@/dataset/opening/opening';
import { isPossible, type PictureOptions, writeImage } from '@/dataset/opening/picture-options';
import { bytesPerItem, type ItemShape, LARGEST_SIDE } from '@/experiment/data/item-shape';
import { formatBytes } from '@/experiment/words/numbers';

/** A picture as a file, or out of an archive. */
export interface PictureFile {
  path: string;
  blob: Blob;
}

/** Larger files are no pictures that a data set is made of. */
const LARGEST_PICTURE = 64_000_000;

/** Images are drawn this many times as large, and averaged: browsers shrink a photo to a few pixels in their own ways. */
const OVERSAMPLED = 3;

const FALSIFIED =
  'This browser does not let pages read pictures (a privacy setting). Allow it for this page, or open files of another kind.';

/**
 * Decodes pictures in folders to images of one size. What cannot be decoded is left out, and named.
 * Throws an OpeningError where the folders make no classes, or no picture can be read.
 */
export async function readPictures(
  files: readonly PictureFile[],
  options: PictureOptions,
  { onProgress, signal }: { onProgress(done: number, total: number): void; signal: AbortSignal },
): Promise<ReadImages> {
  if (!isPossible(options)) throw new OpeningError(`Images can be from 8 × 8 to ${LARGEST_SIDE} × ${LARGEST_SIDE} pixels.`);
  const { name, classNames, pictures, notes } = fileByFolder(files);
  const { side, color } = options;
  const itemShape: ItemShape = [side, side, color ? 3 : 1];
  const size = bytesPerItem(itemShape);
  const decoder = createDecoder(options);
  const parts = { train: newPart(pictures.length, size), test: newPart(pictures.length, size) };
  const unreadable: Record<Unreadable, PictureFile[]> = { empty: [], large: [], broken: [] };
  const sizes = new Sizes();
  for (const [i, { file, label, isTest }] of pictures.entries()) {
    signal.throwIfAborted();
    onProgress(i, pictures.length);
    const part = isTest ? parts.test : parts.train;
    const read = await decoder(file.blob, part.images.subarray(part.count * size, (part.count + 1) * size));
    if (typeof read === 'string') unreadable[read].push(file);
    else {
      part.labels[part.count++] = label;
      sizes.add(read);
    }
  }
  const [train, test] = [parts.train, parts.test].map(({ images, labels, count }) => ({
    images: images.slice(0, count * size),
    labels: labels.slice(0, count),
  }));
  if (!train || !test || train.labels.length + test.labels.length === 0) {
    throw new OpeningError(`None of the pictures can be read. ${leftOutWords(unreadable).join(' ')}`);
  }
  return { name, itemShape, classNames, train, test, notes: [...notes, ...leftOutWords(unreadable), ...sizes.note(options)] };
}

/** Why a picture cannot be read. */
type Unreadable = 'empty' | 'large' | 'broken';

const leftOutWords = ({ empty, large, broken }: Record<Unreadable, readonly PictureFile[]>): string[] => [
  ...leftOut(empty, 'empty (0 bytes)'),
  ...leftOut(large, `larger than any picture that is read (${formatBytes(LARGEST_PICTURE)})`),
  ...leftOut(broken, 'damaged or cut off, or of a kind that this browser does not know'),
];

/** The sizes of pictures, as long as it is worth saying that they differ. */
class Sizes {
  private least: ImageBitmapSize | null = null;
  private most: ImageBitmapSize | null = null;

  add(size: ImageBitmapSize): void {
    const area = ({ width, height }: ImageBitmapSize) => width * height;
    if (!this.least || area(size) < area(this.least)) this.least = size;
    if (!this.most || area(size) > area(this.most)) this.most = size;
  }

  /** What becomes of pictures that differ in size. */
  note({ side, fit }: PictureOptions): string[] {
    const { least, most } = this;
    if (!least || !most || (least.width === most.width && least.height === most.height)) return [];
    const words = ({ width, height }: ImageBitmapSize) => `${height} × ${width}`;
    const how = fit === 'crop' ? 'the middle square of each is' : 'each is, with black around it,';
    return [`The pictures have different sizes, from ${words(least)} to ${words(most)} pixels: ${how} made ${side} × ${side}.`];
  }
}

type ImageBitmapSize = Pick<ImageBitmap, 'width' | 'height'>;

const newPart = (count: number, size: number) => ({ images: new Uint8Array(count * size), labels: new Uint8Array(count), count: 0 });

/**
 * Makes what writes a picture's image to its place, and says how large the picture is, or why it cannot be read. Throws an OpeningError where the browser
 * falsifies pixels.
 */
function createDecoder(options: PictureOptions): (blob: Blob, target: Uint8Array) => Promise<ImageBitmapSize | Unreadable> {
  const length = options.side * OVERSAMPLED;
  const context = new OffscreenCanvas(length, length).getContext('2d', { willReadFrequently: true });
  if (!context || !readsTrue(context)) throw new OpeningError(FALSIFIED);
  context.imageSmoothingQuality = 'high';
  return async (blob, target) => {
    if (blob.size === 0) return 'empty';
    if (blob.size > LARGEST_PICTURE) return 'large';
    const bitmap = await createImageBitmap(blob).catch(() => null);
    if (!bitmap) return 'broken';
    const { width, height } = bitmap;
    const scale = length / (options.fit === 'crop' ? Math.min(width, height) : Math.max(width, height));
    // Around a picture that is fitted in, and behind a transparent one, lies what is black in the end.
    context.fillStyle = options.invert ? '#fff' : '#000';
    context.fillRect(0, 0, length, length);
    const [x, y] = [(length - width * scale) / 2, (length - height * scale) / 2];
    context.drawImage(bitmap, x, y, width * scale, height * scale);
    bitmap.close();
    writeImage(context.getImageData(0, 0, length, length).data, OVERSAMPLED, options, target);
    return { width, height };
  };
}

/** Whether what is read is what was painted: browsers that guard against fingerprinting return noise. */
function readsTrue(context: OffscreenCanvasRenderingContext2D): boolean {
  context.fillStyle = '#123456';
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data.join() === '18,52,86,255';
}
