import { type ItemShape, LARGEST_SIDE } from '@/experiment/data/item-shape';
import { compactLabels, labelNames } from './labels';
import { type NumpyArray, readNpy } from './npy';
import { fileName, type OpenedFile, OpeningError, type ReadImages } from './opening';

interface Part {
  images?: NumpyArray;
  labels?: NumpyArray;
}

/** `x_train`, `y_test`, `train_images`, `test_labels`, and for one part alone `x`, `images`, `arr_0`. */
const roleOf = (name: string): { kind: keyof Part; isTest: boolean } => ({
  kind: /(^|[^a-z])(y|labels?|targets?|arr_1)([^a-z]|$)/i.test(name.replace(/_/g, '-').replace('arr-1', 'arr_1')) ? 'labels' : 'images',
  isTest: /test|valid|(^|[^a-z])val([^a-z]|$)/i.test(name),
});

/**
 * Reads arrays of NumPy: `x_train`, `y_train`, `x_test`, `y_test` as in Keras's mnist.npz, or files of such names. Images are count x height x width, with
 * channels last or first, or rows of square images; floats from 0 to 1 become bytes.
 * Throws an OpeningError that names the array at fault.
 */
export function readArrays(files: readonly OpenedFile[], name: string): ReadImages {
  const train: Part = {};
  const test: Part = {};
  const notes: string[] = [];
  for (const { path, bytes } of files) {
    const own = fileName(path).replace(/\.npy$/i, '');
    const { kind, isTest } = roleOf(own);
    const part = isTest ? test : train;
    if (part[kind]) notes.push(`“${own}” was left out: another array has its role.`);
    else part[kind] = readNpy(bytes, own);
  }
  if (!train.images || !train.labels) {
    throw new OpeningError(
      'Training images and their labels are needed: arrays that are called x_train and y_train, as in Keras’s mnist.npz.',
    );
  }
  const tested = test.images && test.labels ? { images: test.images, labels: test.labels } : null;
  if (!tested && (test.images || test.labels)) notes.push('The test images were left out: their images or their labels are missing.');
  const itemShape = shapeOf(train.images, 'x_train');
  if (tested && shapeOf(tested.images, 'x_test').join() !== itemShape.join()) {
    throw new OpeningError('The training images and the test images have different sizes: all must have one.');
  }
  check(train.images, train.labels);
  if (tested) check(tested.images, tested.labels);
  const labels = compactLabels(classesOf(train.labels), tested ? classesOf(tested.labels) : []);
  const scale = factorOf(train.images);
  return {
    name,
    itemShape,
    classNames: labelNames(labels.occurring, `${name} ${files.map(({ path }) => path).join(' ')}`),
    train: { images: bytesOf(train.images, itemShape, scale), labels: labels.train },
    test: { images: tested ? bytesOf(tested.images, itemShape, scale) : new Uint8Array(0), labels: labels.test },
    notes,
  };
}

const channelsFirst = ({ shape }: NumpyArray): boolean =>
  shape.length === 4 && (shape[1] === 1 || shape[1] === 3) && shape[3] !== 1 && shape[3] !== 3;

function shapeOf(array: NumpyArray, name: string): ItemShape {
  const [, ...lengths] = array.shape;
  const [a = 0, b = 0, c = 1] = channelsFirst(array) ? [lengths[1], lengths[2], lengths[0]] : lengths;
  const side = Math.sqrt(a);
  const shape: ItemShape = lengths.length === 1 ? [side, side, 1] : [a, b, c];
  const [height, width, channels] = shape;
  const possible = [height, width].every((length) => Number.isInteger(length) && length >= 1 && length <= LARGEST_SIDE);
  if (lengths.length < 1 || lengths.length > 3 || !possible || (channels !== 1 && channels !== 3)) {
    const shown = `(${array.shape.join(', ')})`;
    throw new OpeningError(
      `“${name}” has the shape ${shown}. Images are count × height × width, gray or with 3 channels, at most ${LARGEST_SIDE} × ${LARGEST_SIDE}.`,
    );
  }
  return shape;
}

function check(images: NumpyArray, labels: NumpyArray): void {
  const [pictures = 0, names = 0] = [images.shape[0], labels.shape[0]];
  if (pictures === 0) throw new OpeningError('There are no images in the arrays.');
  if (pictures !== names)
    throw new OpeningError(
      `Images and labels do not belong together: ${pictures.toLocaleString('en')} images but ${names.toLocaleString('en')} labels.`,
    );
}

/** A label each; of one-hot rows the place of the largest number. */
function classesOf({ shape, values }: NumpyArray): ArrayLike<number> {
  const [count = 0, columns = 1] = shape;
  if (columns === 1 || shape.length === 1) return values;
  return Int32Array.from({ length: count }, (_, i) => {
    const row = values.subarray(i * columns, (i + 1) * columns);
    return row.indexOf(Math.max(...row));
  });
}

/** Floats up to 1 are shares of white; whole numbers, and larger floats, are bytes. */
const factorOf = ({ values }: NumpyArray): number => (values instanceof Float64Array && values.every((value) => value <= 1) ? 255 : 1);

function bytesOf(array: NumpyArray, [height, width, channels]: ItemShape, factor: number): Uint8Array {
  const { values } = array;
  const bytes =
    values instanceof Uint8Array ? values : Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value * factor))));
  if (!channelsFirst(array) || channels === 1) return bytes;
  const places = height * width;
  const moved = new Uint8Array(bytes.length);
  for (let image = 0; image < bytes.length; image += places * channels) {
    for (let c = 0; c < channels; c++) for (let p = 0; p < places; p++) moved[image + p * channels + c] = bytes[image + c * places + p]!;
  }
  return moved;
}
