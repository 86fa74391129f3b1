import { tinyDataset } from '@tests/support/tiny-dataset';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadStoredDataset } from '@/storage/datasets';
import { loadFilesFromDisk } from '@/storage/files';
import { memoryStorage } from '@/storage/memory';
import type { AppStorage } from '@/storage/types';

const { manifest, packed, inflated } = tinyDataset();
const NAMES = [...packed.keys()];
const [trainImages, trainLabels, testImages, testLabels] = NAMES as [string, string, string, string];

const file = (name: string, bytes: Uint8Array) => new File([bytes as Uint8Array<ArrayBuffer>], name);
const all = () => NAMES.map((name) => file(name, packed.get(name)!));
const without = (name: string) => all().filter((given) => given.name !== name);

let storage: AppStorage;
let notes: string[];
beforeEach(() => {
  storage = memoryStorage();
  notes = [];
});
const load = (files: File[]) => loadFilesFromDisk(files, { storage, manifest, onNote: (note) => notes.push(note) });
const expectRefusal = async (files: File[], error: object) => {
  await expect(load(files)).rejects.toMatchObject({ name: 'DataError', source: 'files on disk', ...error });
  expect(await storage.loadFiles('fashion-mnist')).toEqual([]);
};

describe('loadFilesFromDisk', () => {
  it('takes the four files in any order, and keeps them', async () => {
    const dataset = await load(all().reverse());
    expect(dataset).toMatchObject({ id: 'fashion-mnist', source: 'files on disk' });
    expect(Buffer.compare(dataset.train.images, inflated.get(trainImages)!.subarray(16))).toBe(0);
    expect(await loadStoredDataset(storage, manifest)).toEqual(dataset);
    expect(notes).toEqual([]);
  });

  it('takes inflated files, mixed with packed ones', async () => {
    const bare = file('train-images-idx3-ubyte', inflated.get(trainImages)!);
    expect((await load([...without(trainImages), bare])).train.labels).toHaveLength(60);
  });

  it('knows files by what is in them, whatever they are called', async () => {
    const renamed = NAMES.map((name, i) => file(`download-${i}.bin`, packed.get(name)!));
    expect((await load(renamed)).test.labels).toHaveLength(20);
    const swapped = [
      ...without(trainLabels).filter(({ name }) => name !== testLabels),
      file(trainLabels, packed.get(testLabels)!),
      file(testLabels, packed.get(trainLabels)!),
    ];
    expect((await load(swapped)).train.labels).toHaveLength(60);
  });

  it.each(['train-labels.idx1-ubyte', 'train-labels-idx1-ubyte (1).gz', 'TRAIN-LABELS-IDX1-UBYTE.GZ', 'train-labels.idx1-ubyte.gz'])(
    'knows a damaged file by its name %s, and says what is wrong with it',
    async (name) => {
      const bytes = Buffer.from(packed.get(trainLabels)!);
      bytes[20]! ^= 1;
      await expectRefusal([...without(trainLabels), file(name, bytes)], { code: 'checksum', file: trainLabels });
    },
  );

  it('leaves the other files of a folder out, with a note, unread', async () => {
    const huge = file('film.mp4', new Uint8Array(3));
    const reading = vi.spyOn(huge, 'arrayBuffer');
    await load([file('.DS_Store', new Uint8Array(10)), ...all(), huge, file(`copy of ${trainLabels}`, packed.get(trainLabels)!)]);
    expect(reading).not.toHaveBeenCalled();
    expect(notes).toHaveLength(3);
    expect(notes[0]).toBe('.DS_Store was left out: it is no file of Fashion-MNIST.');
  });

  it('names what is missing', async () => {
    await expectRefusal(without(trainLabels), { code: 'missing', file: trainLabels, message: `train-labels is missing (${trainLabels})` });
    await expect(load([])).rejects.toMatchObject({ causes: NAMES.map((name) => ({ code: 'missing', file: name })) });
  });

  it('says that a file is damaged rather than that another is missing', async () => {
    const cut = file(testImages, packed.get(testImages)!.subarray(0, 100));
    const given = without(testImages).filter(({ name }) => name !== trainImages);
    await expectRefusal([...given, cut], {
      code: 'incomplete',
      file: testImages,
      message: expect.stringContaining('file incomplete (100 of '),
    });
  });

  it('refuses another data set under the same names', async () => {
    const digits = tinyDataset({ seed: 99 });
    await expectRefusal([...without(testImages), file(testImages, digits.packed.get(testImages)!)], {
      code: 'wrong-data',
      file: testImages,
    });
    await expectRefusal([...without(testImages), file(testImages, digits.inflated.get(testImages)!)], {
      code: 'checksum',
      file: testImages,
    });
  });

  it('refuses a page saved in place of the file, and does not read a giant', async () => {
    const page = new TextEncoder().encode('\n <!DOCTYPE html><html></html>');
    await expectRefusal([...without(testLabels), file(testLabels, page)], { code: 'web-page', file: testLabels });
    const giant = file(testLabels, new Uint8Array(1_000_000));
    const reading = vi.spyOn(giant, 'arrayBuffer');
    await expectRefusal([...without(testLabels), giant], { code: 'too-large', file: testLabels });
    expect(reading).not.toHaveBeenCalled();
  });

  it('says that a file cannot be read', async () => {
    const gone = file(testLabels, packed.get(testLabels)!);
    vi.spyOn(gone, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
    await expectRefusal([...without(testLabels), gone], { code: 'unreachable', file: testLabels });
  });
});
