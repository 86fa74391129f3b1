import { idxImages, idxLabels } from '@tests/support/tiny-dataset';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleDataset, IdxError, parseIdxImages, parseIdxLabels } from '@/dataset/idx';

const set32 = (bytes: Buffer, offset: number, value: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, offset);
  return copy;
};

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof IdxError ? error.code : `not an IdxError: ${error}`;
  }
};

const SHAPE = [28, 28, 1] as const;

describe('parseIdxImages', () => {
  it('gives the pixels after the header, as a view', () => {
    const file = idxImages(3);
    const images = parseIdxImages(file);
    expect(images).toMatchObject({ count: 3, height: 28, width: 28 });
    expect(Buffer.compare(images.pixels, file.subarray(16))).toBe(0);
    expect(images.pixels.buffer).toBe(file.buffer);
  });

  it('reads a file that lies within a larger buffer', () => {
    const within = new Uint8Array(Buffer.concat([Buffer.alloc(5, 9), idxImages(2), Buffer.alloc(5, 9)])).subarray(5, -5);
    expect(parseIdxImages(within).pixels).toEqual(new Uint8Array(idxImages(2).subarray(16)));
  });

  it.each([
    ['labels in place of images', idxLabels(1000), 'magic', 'this is an IDX file of labels, not an IDX file of images'],
    ['something else', set32(idxImages(1), 0, 0x1f8b0800), 'magic', /begins with 0x1f8b0800/],
    ['an empty file', Buffer.alloc(0), 'truncated', /ends within its header \(0 of 4 bytes\)/],
    ['half a header', idxImages(1).subarray(0, 10), 'truncated', /\(10 of 16 bytes\)/],
    ['a truncated file', idxImages(2).subarray(0, 1000), 'truncated', 'file incomplete (1000 of 1584 bytes)'],
    ['extra bytes', Buffer.concat([idxImages(2), Buffer.alloc(3)]), 'extra', '3 bytes too many (1587 instead of 1584)'],
    ['other sizes', set32(set32(idxImages(1), 8, 32), 12, 32), 'image-size', 'the images are 32 x 32 pixels, not 28 x 28'],
    ['a transposed size that fits', set32(set32(idxImages(1), 8, 14), 12, 56), 'image-size', /14 x 56/],
    ['a count beyond memory', set32(idxImages(1), 4, 0xffffffff), 'truncated', /of 3367254359296 bytes/],
  ])('refuses %s', (_what, bytes, code, message) => {
    expect(codeOf(() => parseIdxImages(bytes, SHAPE))).toBe(code);
    expect(() => parseIdxImages(bytes, SHAPE)).toThrow(message);
  });
});

describe('parseIdxLabels', () => {
  it('gives the labels', () => {
    expect([...parseIdxLabels(idxLabels(12))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  });

  it('refuses a label above 9, and says which', () => {
    const bytes = idxLabels(5);
    bytes[10] = 10;
    expect(() => parseIdxLabels(bytes, 10)).toThrow('label 3 is 10, and classes go from 0 to 9');
  });

  it('refuses images, truncation and extra bytes', () => {
    expect(codeOf(() => parseIdxLabels(idxImages(1)))).toBe('magic');
    expect(codeOf(() => parseIdxLabels(idxLabels(5).subarray(0, 12)))).toBe('truncated');
    expect(codeOf(() => parseIdxLabels(Buffer.concat([idxLabels(5), Buffer.alloc(1)])))).toBe('extra');
  });
});

describe('any damage', () => {
  const file = idxImages(2);

  it('of the header of images is refused with an IdxError: every byte of it matters', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 255 }), (offset, change) => {
        const bytes = Buffer.from(file);
        bytes[offset] = bytes[offset]! ^ change;
        expect(codeOf(() => parseIdxImages(bytes, SHAPE))).toMatch(/^(magic|truncated|extra|image-size)$/);
      }),
    );
  });

  it('of the length of a file is refused', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), (length) => codeOf(() => parseIdxImages(file.subarray(0, length))) === 'truncated'),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (tail) => codeOf(() => parseIdxImages(Buffer.concat([file, tail]))) === 'extra'),
    );
  });

  it('gives an IdxError or a consistent reading for any bytes at all', () => {
    const header = fc.constantFrom([0, 0, 8, 1], [0, 0, 8, 3], [0, 0, 8], []);
    const labels = fc
      .tuple(header, fc.constantFrom([0, 0, 0], []), fc.uint8Array({ maxLength: 40 }))
      .map((parts) => Uint8Array.from(parts.flatMap((p) => [...p])));
    fc.assert(
      fc.property(labels, (bytes) => {
        const code = codeOf(() => expect(parseIdxLabels(bytes).length).toBe(bytes.length - 8));
        expect(code).toMatch(/^(none|magic|truncated|extra|label)$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('assembleDataset', () => {
  const files = { trainImages: idxImages(6), trainLabels: idxLabels(6), testImages: idxImages(3), testLabels: idxLabels(3) };

  it('pairs images with labels', () => {
    const dataset = assembleDataset('fashion-mnist', 'this site', files);
    expect(dataset).toMatchObject({ id: 'fashion-mnist', source: 'this site', itemShape: [28, 28, 1] });
    expect([dataset.train.images.length, dataset.train.labels.length]).toEqual([6 * 784, 6]);
    expect([dataset.test.images.length, dataset.test.labels.length]).toEqual([3 * 784, 3]);
    expect(dataset.test.images).toEqual(parseIdxImages(files.testImages).pixels);
  });

  it('refuses images and labels of different number', () => {
    const assemble = () => assembleDataset('fashion-mnist', '', { ...files, testLabels: idxLabels(4) });
    expect(assemble).toThrow('3 test images but 4 test labels: they do not belong together');
    expect(codeOf(assemble)).toBe('count');
  });

  it('names the part at fault, and refuses a set without images', () => {
    expect(() => assembleDataset('fashion-mnist', '', { ...files, trainLabels: idxImages(6) })).toThrow(
      /^train labels: this is an IDX file of images/,
    );
    expect(codeOf(() => assembleDataset('fashion-mnist', '', { ...files, testImages: idxImages(0), testLabels: idxLabels(0) }))).toBe(
      'empty',
    );
  });
});
