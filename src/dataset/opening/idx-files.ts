import { type IdxArray, IdxError, parseIdxArray } from '@/dataset/idx';
import { type ItemShape, LARGEST_SIDE } from '@/experiment/data/item-shape';
import { compactLabels, labelNames } from './labels';
import { fileName, isTestName, type OpenedFile, OpeningError, type ReadImages } from './opening';

/** Whether bytes begin as an IDX file of bytes or of whole numbers, with one to four dimensions. */
export const isIdxFile = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 && bytes[1] === 0 && (bytes[2] === 0x08 || bytes[2] === 0x0c) && bytes[3]! >= 1 && bytes[3]! <= 4;

interface Pair {
  images?: IdxFile;
  labels?: IdxFile;
}

interface IdxFile {
  path: string;
  array: IdxArray;
}

/** The parts of one data set; files that belong together have the same name but for the part and for what they hold. */
interface Family {
  name: string;
  train: Pair;
  test: Pair;
}

/**
 * Reads IDX files: images with their labels, for training and, where there are such, for the test. Recognized by their content; their names say which belong
 * together and which are for the test. Throws an OpeningError that names the file at fault.
 */
export function readIdxFiles(files: readonly OpenedFile[]): ReadImages {
  const notes: string[] = [];
  const families = groupFamilies(files.map(parsed), notes);
  const chosen = families.find(({ train, test }) => isWhole(train) && isWhole(test)) ?? families.find(({ train }) => isWhole(train));
  if (!chosen) throw incomplete(families);
  for (const other of families)
    if (other !== chosen) notes.push(`The files of “${other.name}” were left out: one data set is opened at a time.`);
  return assemble(chosen, notes);
}

function parsed({ path, bytes }: OpenedFile): IdxFile {
  try {
    return { path, array: parseIdxArray(bytes) };
  } catch (error) {
    if (error instanceof IdxError) throw new OpeningError(`“${fileName(path)}”: ${error.message}.`);
    throw error;
  }
}

/** The name without part, kind and packing: "emnist-letters" of "emnist-letters-train-images-idx3-ubyte". */
const familyName = (path: string): string =>
  fileName(path)
    .replace(/\.gz$/i, '')
    .replace(/\s*\(\d+\)/g, '')
    .replace(/(^|[-_. ])(train(ing)?|t10k|t50k|test(ing)?|valid(ation)?|val)(?=[-_. ]|$)/gi, '')
    .replace(/(^|[-_. ])(images?|labels?|idx\d?|ubyte|int|x|y)(?=[-_. ]|$)/gi, '')
    .replace(/^[-_. ]+|[-_. ]+$/g, '');

function groupFamilies(files: readonly IdxFile[], notes: string[]): Family[] {
  const families = new Map<string, Family>();
  for (const file of files) {
    const name = familyName(file.path);
    const family = families.get(name) ?? { name, train: {}, test: {} };
    families.set(name, family);
    const pair = isTestName(fileName(file.path)) ? family.test : family.train;
    const kind = isImages(file) ? 'images' : 'labels';
    if (pair[kind]) notes.push(`“${fileName(file.path)}” was left out: “${fileName(pair[kind].path)}” has the same role.`);
    else pair[kind] = file;
  }
  return joinedByCount([...families.values()]);
}

/** Two files that are called quite differently are a pair where there is no other. */
function joinedByCount(families: Family[]): Family[] {
  const [first, second] = families;
  if (families.length !== 2 || !first || !second || isWhole(first.train) || isWhole(second.train)) return families;
  const train = { ...second.train, ...first.train };
  return isWhole(train) ? [{ name: first.name || second.name, train, test: { ...second.test, ...first.test } }] : families;
}

const isImages = ({ array: { shape } }: IdxFile): boolean => shape.length >= 3;

const isWhole = (pair: Pair): pair is Required<Pair> => pair.images !== undefined && pair.labels !== undefined;

function incomplete(families: readonly Family[]): OpeningError {
  const files = families.flatMap(({ train, test }) => [train, test]);
  const images = files.find((pair) => pair.images && !pair.labels)?.images;
  const labels = files.find((pair) => pair.labels && !pair.images)?.labels;
  if (images) return new OpeningError(`The labels of “${fileName(images.path)}” are missing. Open both files together.`);
  if (labels) return new OpeningError(`The images of “${fileName(labels.path)}” are missing. Open both files together.`);
  return new OpeningError('There are only test images. Open the training images and their labels as well.');
}

function assemble({ name, train, test }: Family, notes: string[]): ReadImages {
  if (!isWhole(train)) throw new OpeningError('The training images are missing.');
  if (!isWhole(test) && (test.images || test.labels))
    notes.push('The test images were left out: their images or their labels are missing.');
  const tested = isWhole(test) ? test : null;
  const itemShape = shapeOf(train.images);
  if (tested) checkSameShape(train.images, tested.images);
  for (const pair of tested ? [train, tested] : [train]) checkCounts(pair);
  const names = [train.images, train.labels].map(({ path }) => path).join(' ');
  const labels = compactLabels(labelsOf(train.labels), tested ? labelsOf(tested.labels) : []);
  const upright = uprightOf(names, itemShape, notes);
  return {
    name,
    itemShape,
    classNames: labelNames(labels.occurring, names),
    train: { images: upright(train.images.array.bytes), labels: labels.train },
    test: { images: tested ? upright(tested.images.array.bytes) : new Uint8Array(0), labels: labels.test },
    notes,
  };
}

/** Height, width and channels: three dimensions are gray images, a fourth one of 1 or 3 is channels. */
function shapeOf({ path, array: { shape, type } }: IdxFile): ItemShape {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  const problem =
    type !== 'byte'
      ? 'its pixels are not bytes'
      : count === 0
        ? 'there are no images in it'
        : height < 1 || width < 1
          ? 'its images have no pixels'
          : Math.max(height, width) > LARGEST_SIDE
            ? `its images are ${height} × ${width} pixels, and at most ${LARGEST_SIDE} × ${LARGEST_SIDE} are possible`
            : channels !== 1 && channels !== 3
              ? `its images have ${channels} channels, not 1 or 3`
              : null;
  if (problem) throw new OpeningError(`“${fileName(path)}”: ${problem}.`);
  return [height, width, channels];
}

function checkSameShape(train: IdxFile, test: IdxFile): void {
  const [own, theirs] = [shapeOf(train), shapeOf(test)].map((shape) => shape.join(' × '));
  if (own === theirs) return;
  throw new OpeningError(`The training images are ${own} and the test images ${theirs}: all must have one size.`);
}

function checkCounts({ images, labels }: Required<Pair>): void {
  const [pictures = 0, names = 0] = [images.array.shape[0], labels.array.shape[0]];
  if (pictures === names) return;
  const counts = `${pictures.toLocaleString('en')} images but ${names.toLocaleString('en')} labels`;
  throw new OpeningError(`“${fileName(images.path)}” and “${fileName(labels.path)}” do not belong together: ${counts}.`);
}

/** One label an image; of QMNIST's rows of numbers the first is the class. */
function labelsOf({ array: { type, shape, bytes } }: IdxFile): ArrayLike<number> {
  const [count = 0, columns = 1] = shape;
  if (type === 'byte' && columns === 1) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: count }, (_, i) => (type === 'byte' ? bytes[i * columns]! : view.getInt32(4 * i * columns)));
}

/** EMNIST's files hold each image column by column, that is lying on its side. */
function uprightOf(names: string, [height, width]: ItemShape, notes: string[]): (images: Uint8Array) => Uint8Array {
  if (!/emnist/i.test(names)) return (images) => images;
  notes.push('EMNIST’s files hold images that lie on their side. They were turned upright.');
  return (images) => transposed(images, height, width);
}

function transposed(images: Uint8Array, height: number, width: number): Uint8Array {
  const size = height * width;
  const turned = new Uint8Array(images.length);
  for (let image = 0; image < images.length; image += size) {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[image + y * width + x] = images[image + x * height + y]!;
  }
  return turned;
}
