import { idxImages, idxLabels } from '@tests/support/tiny-dataset';
import { describe, expect, it } from 'vitest';
import { grayOf } from '@/dataset/luma';
import { classProblems, withClasses, withTestImages } from '@/dataset/opening/arrange';
import { readIdxFiles } from '@/dataset/opening/idx-files';
import { OpeningError } from '@/dataset/opening/opening';

/** An IDX file with any shape; its bytes count up. */
function idx(shape: number[], { type = 0x08, values }: { type?: number; values?: number[] } = {}): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE((type << 8) | shape.length, 0);
  for (const [i, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * i);
  const count = shape.reduce((product, length) => product * length, 1);
  const body = Buffer.alloc(count * (type === 0x0c ? 4 : 1));
  for (let i = 0; i < count; i++) {
    const value = values?.[i] ?? i % 251;
    if (type === 0x0c) body.writeInt32BE(value, 4 * i);
    else body[i] = value;
  }
  return new Uint8Array(Buffer.concat([header, body]));
}

const file = (path: string, bytes: Uint8Array) => ({ path, bytes: new Uint8Array(bytes) });

const messageOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof OpeningError ? error.message : `not an OpeningError: ${error}`;
  }
};

const MNIST = [
  file('t10k-labels-idx1-ubyte', idxLabels(20)),
  file('train-images-idx3-ubyte', idxImages(60)),
  file('t10k-images-idx3-ubyte', idxImages(20, 2)),
  file('train-labels-idx1-ubyte', idxLabels(60)),
];

describe('readIdxFiles', () => {
  it("reads MNIST's four files, in any order, under their names or as browsers rename them", () => {
    const renamed = MNIST.map(({ path, bytes }) => file(`folder/${path.replace('-idx', '.idx')} (1).gz`, bytes));
    for (const files of [MNIST, renamed]) {
      const read = readIdxFiles(files);
      expect(read.itemShape).toEqual([28, 28, 1]);
      expect(read.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
      expect([read.train.labels.length, read.test.labels.length]).toEqual([60, 20]);
      expect(read.train.images).toEqual(new Uint8Array(idxImages(60).subarray(16)));
      expect([...read.test.labels.slice(0, 3)]).toEqual([0, 1, 2]);
      expect(read.notes).toEqual([]);
    }
  });

  it('takes any size, and pairs two files that are called quite differently', () => {
    const read = readIdxFiles([file('pictures', idx([4, 8, 12])), file('answers', idx([4], { values: [3, 7, 3, 7] }))]);
    expect(read.itemShape).toEqual([8, 12, 1]);
    expect(read.classNames).toEqual(['3', '7']);
    expect([...read.train.labels]).toEqual([0, 1, 0, 1]);
  });

  it("reads a fourth dimension as color, and of QMNIST's rows of numbers the first as the class", () => {
    const read = readIdxFiles([
      file('qmnist-train-images-idx3-ubyte', idx([2, 8, 8, 3])),
      file('qmnist-train-labels-idx2-int', idx([2, 8], { type: 0x0c, values: [5, 0, 1, 2, 3, 4, 5, 6, 4, 0, 1, 2, 3, 4, 5, 6] })),
    ]);
    expect(read.itemShape).toEqual([8, 8, 3]);
    expect(read.name).toBe('qmnist');
    expect(read.classNames).toEqual(['4', '5']);
    expect([...read.train.labels]).toEqual([1, 0]);
  });

  it("turns EMNIST's images upright, and knows its letters", () => {
    const lying = Array.from({ length: 9 }, (_, i) => i);
    const read = readIdxFiles([
      file('emnist-letters-train-images-idx3-ubyte', idx([2, 3, 3], { values: [...lying, ...lying] })),
      file('emnist-letters-train-labels-idx1-ubyte', idx([2], { values: [1, 26] })),
    ]);
    expect([...read.train.images.slice(0, 9)]).toEqual([0, 3, 6, 1, 4, 7, 2, 5, 8]);
    expect(read.classNames).toEqual(['A', 'Z']);
    expect(read.notes.join()).toContain('turned upright');
  });

  it('opens one of several data sets, and says which were left out', () => {
    const others = ['images-idx3-ubyte', 'labels-idx1-ubyte'].map((kind, i) =>
      file(`emnist-digits-train-${kind}`, i === 0 ? idxImages(10) : idxLabels(10)),
    );
    const read = readIdxFiles([...MNIST, ...others]);
    expect(read.train.labels).toHaveLength(60);
    expect(read.notes).toEqual(['The files of “emnist-digits” were left out: one data set is opened at a time.']);
  });

  it.each([
    ['labels are missing', [MNIST[1]!], 'The labels of “train-images-idx3-ubyte” are missing. Open both files together.'],
    ['images are missing', [MNIST[3]!], 'The images of “train-labels-idx1-ubyte” are missing. Open both files together.'],
    ['there is only a test set', [MNIST[0]!, MNIST[2]!], /only test images/],
    [
      'a file is cut off',
      [file('train-images', idxImages(60).subarray(0, 999)), MNIST[3]!],
      '“train-images”: file incomplete (999 of 47056 bytes).',
    ],
    ['counts differ', [MNIST[1]!, file('train-labels-idx1-ubyte', idxLabels(59))], /do not belong together: 60 images but 59 labels/],
    ['images are too large', [file('a-images', idx([1, 97, 4])), file('a-labels', idx([1]))], /97 × 4 pixels, and at most 96 × 96/],
    ['there are no images', [file('a-images', idx([0, 4, 4])), file('a-labels', idx([0]))], /no images in it/],
    [
      'sizes differ',
      [...MNIST.filter(({ path }) => !path.startsWith('t10k-images')), file('t10k-images', idx([20, 9, 9]))],
      /all must have one size/,
    ],
    ['labels are no labels', [file('a-images', idx([150, 1, 1])), file('a-labels', idx([150]))], /150 different labels, and at most 100/],
  ])('refuses where %s', (_, files, message) => {
    expect(messageOf(() => readIdxFiles(files))).toMatch(
      message instanceof RegExp ? message : new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
    );
  });
});

describe('withTestImages', () => {
  const read = readIdxFiles(MNIST.filter(({ path }) => path.startsWith('train')));

  it('holds back every fifth image of each class, the same ones each time, and says so', () => {
    const divided = withTestImages(read);
    expect([divided.train.labels.length, divided.test.labels.length]).toEqual([50, 10]);
    expect([...divided.test.labels].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(divided.test.images.subarray(0, 784)).toEqual(read.train.images.subarray(40 * 784, 41 * 784));
    expect(divided.notes.join()).toContain('10 images (every fifth of each class, or the last of a small one) are held back');
    expect(withTestImages(divided)).toBe(divided);
  });

  it('holds back one of a class that has two, and none of a single one', () => {
    const few = readIdxFiles([file('images', idx([3, 1, 1])), file('labels', idx([3], { values: [0, 0, 1] }))]);
    const { train, test } = withTestImages(few);
    expect([...train.labels]).toEqual([0, 1]);
    expect([...test.labels]).toEqual([0]);
  });
});

describe('withClasses', () => {
  const read = readIdxFiles(MNIST);

  it('renames, merges and drops classes', () => {
    const merged = withClasses(read, [
      { name: ' low ', labels: [0, 1] },
      { name: 'nine', labels: [9] },
    ]);
    expect(merged.classNames).toEqual(['low', 'nine']);
    expect([...merged.train.labels.slice(0, 5)]).toEqual([0, 0, 1, 0, 0]);
    expect(merged.train.images.subarray(2 * 784, 3 * 784)).toEqual(read.train.images.subarray(9 * 784, 10 * 784));
    expect(merged.test.labels).toHaveLength(6);
  });

  it('copies nothing where classes are only renamed', () => {
    const renamed = withClasses(
      read,
      read.classNames.map((name, label) => ({ name: `digit ${name}`, labels: [label] })),
    );
    expect(renamed.train).toBe(read.train);
    expect(renamed.classNames[3]).toBe('digit 3');
  });
});

it('makes color gray by its luma', () => {
  // Red, green, blue, and a mixture.
  expect([...grayOf(Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 50, 200]))]).toEqual([76, 150, 29, 82]);
});

it('numbers labels in their order as numbers, and takes “t50k” for the test as “t10k”', () => {
  const read = readIdxFiles([
    file('train-images', idx([3, 1, 1])),
    file('train-labels', idx([3], { values: [10, 9, 2] })),
    file('t50k-images', idx([1, 1, 1])),
    file('t50k-labels', idx([1], { values: [10] })),
  ]);
  expect(read.classNames).toEqual(['2', '9', '10']);
  expect([...read.train.labels]).toEqual([2, 1, 0]);
});

it('says what is wrong with classes, each at its place', () => {
  const problems = classProblems([
    { name: 'cat', train: 4, test: 1 },
    { name: ' Cat', train: 4, test: 1 },
    { name: '', train: 4, test: 1 },
    { name: 'empty', train: 0, test: 0 },
    { name: 'single', train: 1, test: 0 },
    { name: 'test only', train: 0, test: 3 },
  ]);
  expect([...problems]).toEqual([
    [1, 'Another class has this name.'],
    [2, 'This class needs a name.'],
    [3, 'There is no image of this class.'],
    [4, 'There is only one image: at least two are needed, one to learn from and one for the test.'],
    [5, 'No training image is of this class.'],
  ]);
  expect(classProblems([{ name: 'cat', train: 4, test: 1 }]).get(-1)).toBe('At least two classes are needed.');
});
