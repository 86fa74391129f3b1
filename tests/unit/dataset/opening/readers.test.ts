import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readArrays } from '@/dataset/opening/arrays';
import { isCifarFile, readCifarFiles } from '@/dataset/opening/cifar';
import { isPixelTable, readPixelTables } from '@/dataset/opening/csv-pixels';
import { fileByFolder, isPicture } from '@/dataset/opening/folders';
import { OpeningError } from '@/dataset/opening/opening';
import { FIRST_OPTIONS, isPossible, writeImage } from '@/dataset/opening/picture-options';
import { npzFile } from '@/exchange/models/npz';

const messageOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof OpeningError ? error.message : `not an OpeningError: ${error}`;
  }
};

/** A .npy file of bytes, or of another type by its writer. */
function npy(shape: number[], values: number[], type = '|u1', { fortran = false, version = 1 } = {}): Uint8Array {
  const literal = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = Buffer.from(`${literal.padEnd(117)}\n`, 'latin1');
  const bytes = Number(type.slice(2));
  const body = Buffer.alloc(values.length * bytes);
  values.forEach((value, i) => {
    if (type === '|u1' || type === '|b1') body[i] = value;
    else if (type === '<i8') body.writeBigInt64LE(BigInt(value), 8 * i);
    else if (type === '>i2') body.writeInt16BE(value, 2 * i);
    else if (type === '<f4') body.writeFloatLE(value, 4 * i);
  });
  const length = [header.length & 255, header.length >> 8, ...(version > 1 ? [0, 0] : [])];
  const head = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0, ...length]);
  return new Uint8Array(Buffer.concat([head, header, body]));
}

const range = (count: number, of: (i: number) => number = (i) => i) => Array.from({ length: count }, (_, i) => of(i));
const file = (path: string, bytes: Uint8Array) => ({ path, bytes });

describe('arrays of NumPy', () => {
  const keras = [
    file('x_test.npy', npy([2, 3, 3], range(18))),
    file('x_train.npy', npy([4, 3, 3], range(36))),
    file('y_train.npy', npy([4], [5, 0, 5, 0], '<i8')),
    file('y_test.npy', npy([2], [0, 5], '>i2')),
  ];

  it("are read as Keras's mnist.npz has them", () => {
    const read = readArrays(keras, 'mnist');
    expect(read).toMatchObject({ name: 'mnist', itemShape: [3, 3, 1], classNames: ['0', '5'], notes: [] });
    expect([...read.train.images]).toEqual(range(36));
    expect([[...read.train.labels], [...read.test.labels]]).toEqual([
      [1, 0, 1, 0],
      [0, 1],
    ]);
  });

  it('may have channels first or last, floats up to 1, one-hot labels, and rows of square images', () => {
    const first = readArrays([file('images', npy([1, 3, 2, 2], range(12))), file('labels', npy([1], [0]))], '');
    expect([...first.train.images]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    const last = readArrays([file('x', npy([1, 2, 2, 3], range(12))), file('y', npy([1], [0]))], '');
    expect([last.itemShape, ...last.train.images]).toEqual([[2, 2, 3], ...range(12)]);
    const truths = readArrays([file('x', npy([2, 4], [0, 1, 1, 0, 1, 0, 0, 1], '|b1')), file('y', npy([2, 2], [0, 1, 1, 0]))], '');
    expect([...truths.train.images]).toEqual([0, 255, 255, 0, 255, 0, 0, 255]);
    const floats = readArrays([file('x', npy([2, 4], [0, 0.5, 1, 0.75, 0, 0, 0, 1], '<f4')), file('y', npy([2, 2], [0, 1, 1, 0]))], '');
    expect([floats.itemShape, ...floats.train.images]).toEqual([[2, 2, 1], 0, 128, 255, 191, 0, 0, 0, 255]);
    expect([...floats.train.labels]).toEqual([1, 0]);
  });

  it.each(['x_valid.npy y_valid.npy', 'val-images.npy val-labels.npy'])('are the test where they are called %s', (names) => {
    const [images = '', labels = ''] = names.split(' ');
    const read = readArrays([...keras.slice(1, 3), file(images, npy([1, 3, 3], range(9))), file(labels, npy([1], [5]))], '');
    expect([read.train.labels.length, ...read.test.labels]).toEqual([4, 1]);
    expect(read.notes).toEqual([]);
  });

  it('may be of a later version of the format, whose header may be longer', () => {
    const read = readArrays([file('x', npy([1, 2, 2], range(4), '|u1', { version: 2 })), file('y', npy([1], [0]))], '');
    expect([...read.train.images]).toEqual(range(4));
  });

  it('are read from an archive that numpy.savez would write', () => {
    const arrays = npzFile([
      { name: 'x_train', shape: [2, 2, 2], values: Float32Array.from([0, 10, 20, 30, 40, 50, 60, 255]) },
      { name: 'y_train', shape: [2], values: Float32Array.of(3, 4) },
    ]);
    const entries = Object.entries(unzipSync(arrays)).map(([path, bytes]) => file(path, bytes));
    expect([...readArrays(entries, '').train.images]).toEqual([0, 10, 20, 30, 40, 50, 60, 255]);
  });

  it.each([
    ['labels are missing', keras.slice(0, 2), /Training images and their labels are needed/],
    [
      'a file is cut off',
      [file('x_train.npy', npy([4, 3, 3], range(36)).subarray(0, 140)), keras[2]!],
      /“x_train”: file incomplete \(140 of 164 bytes\)/,
    ],
    ['labels are fractions', [keras[1]!, file('y_train.npy', npy([4], [0, 1, 0.5, 1], '<f4'))], /whole numbers.*one of these is 0\.5/],
    ['counts differ', [keras[1]!, file('y_train.npy', npy([3], [1, 2, 3]))], /4 images but 3 labels/],
    [
      'the shape is none of images',
      [file('x_train.npy', npy([2, 5], range(10))), file('y_train.npy', npy([2], [0, 1]))],
      /has the shape \(2, 5\)/,
    ],
    ['sizes differ', [...keras.slice(1), file('x_test.npy', npy([2, 2, 2], range(8)))], /all must have one/],
    [
      'they are stored column by column',
      [file('x_train.npy', npy([4, 3, 3], range(36), '|u1', { fortran: true })), keras[2]!],
      /Fortran order.*np\.ascontiguousarray/,
    ],
    ['numbers are text', [file('x_train.npy', npy([1], [1], '|S1')), keras[2]!], /numbers of the type “unknown”/],
  ])('are refused where %s', (_, files, message) => expect(messageOf(() => readArrays(files, ''))).toMatch(message));
});

describe('tables of pixels', () => {
  const heading = `label,${range(18)
    .map((i) => `pixel${i + 1}`)
    .join(',')}`;
  const rowOf = (label: number, from: number) => [label, ...range(18, (i) => from + i)].join(',');
  const table = (path: string, text: string) => file(path, new TextEncoder().encode(text));

  it('are read with a heading or without, labels first or elsewhere, with a second table for the test', () => {
    const square = (text: string) =>
      text
        .split('\n')
        .map((line) => line.split(',').slice(0, 17).join(','))
        .join('\n');
    const train = table('fashion-mnist_train.csv', `${square(`${heading}\n${rowOf(2, 0)}\n${rowOf(9, 100)}`)}\n`);
    const test = table('fashion-mnist_test.csv', square(`${rowOf(9, 5)}\r\n`.trimEnd()));
    expect(isPixelTable(train)).toBe(true);
    const read = readPixelTables([test, train]);
    expect(read).toMatchObject({ name: 'fashion-mnist', itemShape: [4, 4, 1], classNames: ['Pullover', 'Ankle boot'] });
    expect([...read.train.images]).toEqual([...range(16), ...range(16, (i) => 100 + i)]);
    expect([[...read.train.labels], [...read.test.labels]]).toEqual([[0, 1], [1]]);
  });

  it.each([
    ['a row is short', `${heading}\n${rowOf(1, 0)}\n1,2,3`, /line 3: a label and 18 pixels/],
    ['a value is no number', `${heading}\n${rowOf(1, 0).replace(',5,', ',five,')}`, /line 2: a label and 18 pixels/],
    ['a value is below 0', `${heading}\n${rowOf(1, 0).replace(',5,', ',-5,')}`, /line 2: a label and 18 pixels/],
    ['a value is written in powers of ten', rowOf(1, 0).replace(',5,', ',1.5e2,'), /line 1: a label and 18 pixels/],
    ['a value is too large', `${rowOf(1, 300)}`, /line 1: 300 is no gray level/],
    ['a value is too large under a heading', `${heading}\n${rowOf(1, 0)}\n${rowOf(1, 300)}`, /line 3: 300 is no gray level/],
    ['pixels are shares of white', `3,${range(16, (i) => i / 16).join(',')}`, /lie between 0 and 1\. Multiply them by 255/],
    ['rows are no squares', `${heading}\n${rowOf(1, 0)}`, /18 pixels in a row are no square image/],
    ['there is no row', heading, /no row in the table/],
  ])('are refused where %s', (_, text, message) => expect(messageOf(() => readPixelTables([table('a.csv', text)]))).toMatch(message));

  it('may be in color, with fractions and quotes, and the label under its own heading', () => {
    const colors = ['r', 'g', 'b'].flatMap((color) => range(4).map((i) => `${color}${i}`));
    const values = range(12).map((i) => (i === 3 ? '"7.9"' : ` ${i}.25`));
    const text = `${[...colors, 'label'].join(',')}\n${[...values, '4'].join(',')}\n${[...values, '6'].join(',')}`;
    const read = readPixelTables([table('train.csv', text)]);
    expect(read).toMatchObject({ itemShape: [2, 2, 3], classNames: ['4', '6'] });
    expect([...read.train.images.subarray(0, 12)]).toEqual(range(12, (i) => (i === 3 ? 7 : i)));
    expect([...read.train.labels]).toEqual([0, 1]);
  });

  it('are told from other tables', () => {
    expect(isPixelTable(table('a.csv', 'name,age\nAnna,12'))).toBe(false);
    const measured = (name: string, count: number) =>
      table(
        'a.csv',
        `${range(count)
          .map((i) => `${name}${i}`)
          .join(',')}\n${range(count, (i) => 7 * i).join(',')}`,
      );
    expect([measured('V', 40), measured('pixel', 40), measured('V', 50)].map(isPixelTable)).toEqual([false, true, false]);
    expect(isPixelTable(table('a.txt', `${heading}\n${rowOf(1, 0)}`))).toBe(false);
  });
});

describe("CIFAR-10's batches", () => {
  const batch = (labels: number[]) =>
    Uint8Array.from(
      labels.flatMap((label) => [label, ...range(1024, () => 10 + label), ...range(1024, () => 20), ...range(1024, () => 30)]),
    );

  it('are read in the order of their names, planes of color made into pixels', () => {
    const files = [file('test_batch.bin', batch([8])), file('data_batch_2.bin', batch([3])), file('data_batch_1.bin', batch([0, 8]))];
    expect(files.every(isCifarFile)).toBe(true);
    const read = readCifarFiles(files);
    expect(read).toMatchObject({ itemShape: [32, 32, 3], classNames: ['airplane', 'cat', 'ship'] });
    expect([[...read.train.labels], [...read.test.labels]]).toEqual([[0, 2, 1], [2]]);
    expect([...read.train.images.subarray(0, 6)]).toEqual([10, 20, 30, 10, 20, 30]);
  });

  it('are told from other binary files by their length and their first label', () => {
    expect(isCifarFile(file('mine.bin', batch([3])))).toBe(true);
    expect(isCifarFile(file('mine.bin', batch([3]).fill(10, 0, 1)))).toBe(false);
    expect(isCifarFile(file('mine.bin', batch([3]).subarray(1)))).toBe(false);
  });

  it('are refused where they are cut off, or a label is none of the ten', () => {
    expect(messageOf(() => readCifarFiles([file('data_batch_1.bin', batch([1]).subarray(0, 99))]))).toMatch(/file incomplete/);
    expect(messageOf(() => readCifarFiles([file('data_batch_1.bin', batch([1, 77]))]))).toMatch(/image 2 has the label 77/);
  });
});

describe('pictures in folders', () => {
  const sorted = (paths: string[]) => {
    const { name, classNames, pictures, notes } = fileByFolder(paths.map((path) => ({ path })));
    return {
      name,
      classNames,
      notes,
      pictures: pictures.map(({ file: { path }, label, isTest }) => `${path} ${classNames[label]}${isTest ? ' test' : ''}`),
    };
  };

  it('are of the class that their folder is called, whatever lies around it', () => {
    for (const root of ['', 'pets/', 'my/pets/']) {
      const found = sorted([`${root}dog/2.png`, `${root}cat/1.png`, `${root}cat/deep/3.jpg`]);
      expect(found.classNames).toEqual(['cat', 'dog']);
      expect(found.pictures).toEqual([`${root}cat/1.png cat`, `${root}cat/deep/3.jpg cat`, `${root}dog/2.png dog`]);
      expect(found.name).toBe(root === '' ? '' : 'pets');
    }
  });

  it('are for the test where a folder says so, above the class or below it', () => {
    expect(sorted(['a/train/cat/1.png', 'a/test/cat/2.png', 'a/train/dog/3.png']).pictures).toEqual([
      'a/test/cat/2.png cat test',
      'a/train/cat/1.png cat',
      'a/train/dog/3.png dog',
    ]);
    expect(sorted(['cat/train/1.png', 'cat/test/2.png', 'dog/train/3.png']).pictures[0]).toBe('cat/test/2.png cat test');
    expect(sorted(['train/cat/1.png', 'val/cat/2.png', 'train/dog/3.png']).pictures.at(-1)).toBe('val/cat/2.png cat test');
    expect(sorted(['train/cat/1.png', 'val/cat/2.png', 'test/dog/3.png', 'train/dog/4.png']).pictures.at(-1)).toBe('val/cat/2.png cat');
  });

  it('are left out where they lie in no class, and refused where none does', () => {
    expect(sorted(['a/cat/1.png', 'a/dog/2.png', 'a/3.png']).notes).toEqual(['1 picture lies in no folder of a class, and was left out.']);
    expect(messageOf(() => sorted(['all/1.png', 'all/2.png']))).toMatch(/^All pictures lie in one folder, “all”\./);
    expect(messageOf(() => sorted(['1.png']))).toMatch(/“1.png” lies in no folder/);
    expect(messageOf(() => sorted(range(101).map((i) => `a/${i}/1.png`)))).toMatch(/101 folders, and at most 100/);
  });

  it('are known by their ending, and not what systems leave behind', () => {
    expect(['a/1.PNG', 'b.jpeg', 'c.webp', 'd.gif'].map(isPicture)).toEqual([true, true, true, true]);
    expect(['a/.1.png', '__MACOSX/b.png', 'c.txt', 'd.pdf'].map(isPicture)).toEqual([false, false, false, false]);
  });
});

describe('A picture becomes an image', () => {
  const options = { ...FIRST_OPTIONS, side: 2 };
  /** 4 x 4 pixels: a quarter each of red, green, blue and white. */
  const quarters = Uint8ClampedArray.from(
    range(16).flatMap((i) => {
      const [right, low] = [i % 4 > 1, i > 7];
      return [...(low ? (right ? [255, 255, 255] : [0, 0, 255]) : right ? [0, 255, 0] : [255, 0, 0]), 255];
    }),
  );

  it('by the mean of what lies in each pixel, in color or gray, inverted or not', () => {
    const color = new Uint8Array(12);
    writeImage(quarters, 2, { ...options, color: true }, color);
    expect([...color]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
    const gray = new Uint8Array(4);
    writeImage(quarters, 2, options, gray);
    expect([...gray]).toEqual([76, 150, 29, 255]);
    writeImage(quarters, 2, { ...options, invert: true }, gray);
    expect([...gray]).toEqual([179, 105, 226, 0]);
  });

  it('of 8 to 96 pixels each way', () =>
    expect([7, 8, 96, 97, 9.5].map((side) => isPossible({ ...options, side }))).toEqual([false, true, true, false, false]));
});
