import { gzipSync } from 'node:zlib';
import { idxImages, idxLabels } from '@tests/support/tiny-dataset';
import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { FIRST_OPTIONS } from '@/dataset/opening/picture-options';
import { onDataset } from '@/experiment/data/on-dataset';
import { isOwn, type OwnEntry, type OwnId, ownEntry } from '@/experiment/data/own';
import { parseExperiment } from '@/experiment/schema';
import { listOwn, loadOwn, ownHashes, ownIdOf, saveOwn } from '@/storage/own/own-data';
import type { AppStorage } from '@/storage/types';
import type { GivenFile, ImagesPreview, KeptData } from '@/worker/protocol';
import { ask, keptRun, stockedStorage, TestLaboratory, tinyExperiment } from './laboratory-fixture';

/** The preview of files that hold images. */
async function previewed(laboratory: TestLaboratory, files: readonly GivenFile[]): Promise<ImagesPreview> {
  const preview = await ask(laboratory, 'previewFiles', { files, pictures: FIRST_OPTIONS });
  if (preview.kind !== 'images') throw new Error('no images');
  return preview;
}

const given = (name: string, bytes: Uint8Array): GivenFile => ({ path: name, file: new File([new Uint8Array(bytes)], name) });

/** An archive that says of each of its files that it unpacks to so many bytes. */
function declaring(zip: Uint8Array, bytes: number): Uint8Array {
  const archive = Buffer.from(zip);
  for (let at = archive.indexOf('PK\u0001\u0002'); at >= 0; at = archive.indexOf('PK\u0001\u0002', at + 4))
    archive.writeUInt32LE(bytes, at + 24);
  return archive;
}

const MNIST = [
  given('train-images-idx3-ubyte.gz', gzipSync(idxImages(60, 3))),
  given('train-labels-idx1-ubyte.gz', gzipSync(idxLabels(60))),
  given('t10k-images-idx3-ubyte', idxImages(20, 4)),
  given('t10k-labels-idx1-ubyte', idxLabels(20)),
];

const DIGITS = Array.from({ length: 10 }, (_, label) => ({ name: `digit ${label}`, labels: [label] }));

async function opened(storage?: AppStorage): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory(storage ? { storage } : {});
  await laboratory.open();
  return laboratory;
}

/** The id of data that were kept. */
async function kept(keeping: Promise<KeptData>): Promise<OwnId> {
  const answer = await keeping;
  if ('difference' in answer) throw new Error(answer.difference);
  return answer.dataset;
}

async function withDigits(storage: AppStorage): Promise<{ laboratory: TestLaboratory; id: OwnId }> {
  const laboratory = await opened(storage);
  await ask(laboratory, 'previewFiles', { files: MNIST, pictures: FIRST_OPTIONS });
  return { laboratory, id: await kept(ask(laboratory, 'keepImages', { name: 'My digits', classes: DIGITS })) };
}

const onOwn = (id: OwnId) => {
  const experiment = tinyExperiment({ epochs: 1 });
  return { ...experiment, data: onDataset(experiment.data, id) };
};

describe("a person's own images", () => {
  it('are shown before anything is kept', async () => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    const preview = await previewed(laboratory, MNIST);
    expect(preview).toMatchObject({ itemShape: [28, 28, 1], notes: [] });
    expect(preview.classes.map(({ name, train, test, pictures }) => [name, train, test, pictures.length])).toEqual(
      DIGITS.map((_, label) => [String(label), 6, 2, 6]),
    );
    expect(await storage.filesNamed('entry')).toEqual([]);
  });

  it('become a data set that is stored, listed, and trained on', async () => {
    const storage = await stockedStorage();
    const { laboratory, id } = await withDigits(storage);
    expect(isOwn(id)).toBe(true);
    expect(laboratory.of('ownDatasets').at(-1)?.list).toMatchObject([{ id, entry: { name: 'My digits' }, bytes: 80 * 785 }]);
    await laboratory.train('a', onOwn(id));
    await laboratory.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    expect(run).toMatchObject({ datasetName: 'My digits', classNames: DIGITS.map(({ name }) => name) });
    expect(run.test?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(parseExperiment(JSON.parse(JSON.stringify(run.experiment)))).toEqual(run.experiment);
  });

  it('get the same id from the same images, whatever they are called, and are here again at the next visit', async () => {
    const storage = await stockedStorage();
    const { laboratory, id } = await withDigits(storage);
    await ask(laboratory, 'previewFiles', { files: [...MNIST].reverse(), pictures: FIRST_OPTIONS });
    const classes = DIGITS.map(({ labels }) => ({ name: `n${labels}`, labels }));
    expect(await kept(ask(laboratory, 'keepImages', { name: 'Other', classes }))).toBe(id);
    expect(ownEntry(id)?.name).toBe('Other');
    const other = await ask(laboratory, 'previewFiles', { files: MNIST.slice(0, 2), pictures: FIRST_OPTIONS }).then(() =>
      kept(ask(laboratory, 'keepImages', { name: 'Digits', classes: DIGITS })),
    );
    expect(other).not.toBe(id);

    const visit = await opened(storage);
    await visit.send({ type: 'useDataset', dataset: id });
    expect(visit.of('dataset').at(-1)?.status).toMatchObject({ id, state: 'ready', trainCounts: DIGITS.map(() => 6) });
  });

  it('are kept only as the data set that is lacking, where one is, and say what they were made with', async () => {
    const storage = await stockedStorage();
    const { laboratory, id } = await withDigits(storage);
    expect(ownEntry(id)).toMatchObject({ made: { pictures: null, labels: DIGITS.map(({ labels }) => labels) } });
    await laboratory.send({ type: 'eraseOwn', datasets: [id] });
    const again = async (files: readonly GivenFile[], classes = DIGITS) => {
      await ask(laboratory, 'previewFiles', { files, pictures: FIRST_OPTIONS });
      return ask(laboratory, 'keepImages', { name: 'Digits', classes, only: id });
    };
    const counts = { difference: expect.stringMatching(/has 60 training images and 20 test images, these are 50 .*Nothing was kept/) };
    expect(await again(MNIST.slice(0, 2))).toEqual(counts);
    expect(await again(MNIST, DIGITS.slice(1))).toEqual({ difference: expect.stringContaining('10 classes, these are 9 classes') });
    const swapped = [{ name: 'a', labels: [1] }, { name: 'b', labels: [0] }, ...DIGITS.slice(2)];
    expect(await again(MNIST, swapped)).toEqual({ difference: expect.stringContaining('with other content') });
    expect(await storage.filesNamed('entry')).toEqual([]);
    expect(await again(MNIST)).toEqual({ dataset: id });
  });

  it('are erased, and said to be missing from then on; damaged ones too', async () => {
    const storage = await stockedStorage();
    const { laboratory, id } = await withDigits(storage);
    const [pixels] = (await storage.loadFiles(id)).filter(({ name }) => name === 'pixels');
    if (!pixels) throw new Error('no pixels');
    await storage.saveFile(id, { ...pixels, bytes: pixels.bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)) });
    expect(await loadOwn(storage, id)).toBeNull();
    await laboratory.send({ type: 'eraseOwn', datasets: [id] });
    expect(await storage.loadFiles(id)).toEqual([]);
    expect(laboratory.of('ownDatasets').at(-1)?.list).toEqual([]);
    // Nor has the worker them that had them in memory.
    for (const visit of [laboratory, await opened(storage)]) {
      await visit.send({ type: 'useDataset', dataset: id });
      expect(visit.of('dataset').at(-1)?.status).toMatchObject({
        state: 'failed',
        problems: ['These images are not on this computer.'],
      });
    }
  });

  it.each([
    ['an empty file', [given('empty', new Uint8Array(0))], '“empty” is empty (0 bytes).'],
    [
      'a PDF',
      [given('a.pdf', Buffer.from('%PDF-1.7 and more'))],
      '“a.pdf” is a PDF document. Save its pictures as PNG or JPEG files, or its table as a CSV file.',
    ],
    ['a cut-off archive', [given('a.gz', gzipSync(idxImages(60)).subarray(0, 300))], /^“a.gz” (is damaged or incomplete|unpacks to)/],
    [
      'a file of 4 GB',
      [{ path: 'big', file: { name: 'big', size: 4 * 2 ** 30 } as File }],
      /^“big” has 4\.\d GB, and at most .* fit into memory\.$/,
    ],
    [
      'an archive of which each file alone would fit',
      [given('bomb.zip', declaring(zipSync({ a: Uint8Array.of(1), b: Uint8Array.of(2) }), 400 * 2 ** 20))],
      /^“bomb.zip” unpacks to 8\d\d MB, and at most .* fit into memory\.$/,
    ],
    ['labels without images', MNIST.slice(1, 2), 'The images of “train-labels-idx1-ubyte” are missing. Open both files together.'],
  ])('are refused where they are %s, and nothing is kept', async (_, files, message) => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    await expect(ask(laboratory, 'previewFiles', { files, pictures: FIRST_OPTIONS })).rejects.toThrow(message);
    await expect(ask(laboratory, 'keepImages', { name: 'x', classes: DIGITS })).rejects.toThrow('Open the files again');
    expect(await storage.filesNamed('entry')).toEqual([]);
  });

  it('are recognized by what is in the files, labels as whole numbers too; what was left out is said', async () => {
    const laboratory = await opened();
    // An IDX file of 32-bit numbers, each label in a row of two.
    const rows = Buffer.alloc(12 + 8 * 60);
    rows.writeUInt32BE(0x0c02, 0);
    rows.writeUInt32BE(60, 4);
    rows.writeUInt32BE(2, 8);
    for (let i = 0; i < 60; i++) rows.writeInt32BE(i % 10, 12 + 8 * i);
    const preview = await previewed(laboratory, [given('notes.txt', Buffer.from('Hello')), MNIST[0]!, given('train-labels', rows)]);
    expect(preview.classes.map(({ train, test }) => [train, test])).toEqual(DIGITS.map(() => [5, 1]));
    expect(preview.notes.join(' ')).toContain('“notes.txt” was left out: of another kind than the rest.');
  });

  it('are called by their files, else by the archive that they came in, else “My images”', async () => {
    const laboratory = await opened();
    const plain: Record<string, Uint8Array> = { 'images.idx': idxImages(20, 3), 'labels.idx': idxLabels(20) };
    const nameOf = async (files: GivenFile[]) => (await previewed(laboratory, files)).name;
    const files = (prefix: string) => Object.entries(plain).map(([name, bytes]) => given(`${prefix}${name}`, bytes));
    expect(await nameOf(files(''))).toBe('My images');
    expect(await nameOf([given('birds.zip', zipSync(plain))])).toBe('birds');
    expect(await nameOf(files('letters-'))).toBe('letters');
  });

  it('of color keep their colors', async () => {
    const laboratory = await opened();
    const header = Buffer.from([0, 0, 8, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3]);
    const colors = Buffer.concat([header, Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])]);
    const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 4, 1, 1, 2, 2]);
    const preview = await previewed(laboratory, [given('images', colors), given('labels', labels)]);
    expect(preview.itemShape).toEqual([1, 1, 3]);
    expect(preview.classes.flatMap(({ pictures }) => pictures.map((pixels) => [...pixels]))).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ]);
  });

  it('are shown from all over the files', async () => {
    const laboratory = await opened();
    const many = idxImages(600, 5);
    const preview = await previewed(laboratory, [given('train-images', many), given('train-labels', idxLabels(600)), ...MNIST.slice(2)]);
    const [zeros] = preview.classes;
    // Of 60 images of the class every fifth is shown.
    expect(zeros?.pictures).toHaveLength(12);
    zeros?.pictures.forEach((picture, k) => {
      const from = 16 + 784 * 10 * 5 * k;
      expect([...picture.slice(0, 784)]).toEqual([...many.subarray(from, from + 784)]);
    });
  });

  it('that are still being read when the dialog closes, or other files come, are dropped', async () => {
    const laboratory = await opened();
    const reading = ask(laboratory, 'previewFiles', { files: MNIST, pictures: FIRST_OPTIONS });
    await laboratory.send({ type: 'closeFiles' });
    await expect(reading).rejects.toThrow('Opening was canceled.');
    await expect(ask(laboratory, 'keepImages', { name: 'x', classes: DIGITS })).rejects.toThrow('Open the files again');
    const [first, second] = [MNIST, MNIST.slice(0, 2)].map((files) => previewed(laboratory, files));
    await expect(first).rejects.toThrow('Opening was canceled.');
    expect((await second)?.classes[0]).toMatchObject({ train: 5, test: 1 });
  });

  it('cannot be used with an empty class or a single one', async () => {
    const laboratory = await opened();
    await ask(laboratory, 'previewFiles', { files: MNIST, pictures: FIRST_OPTIONS });
    await expect(ask(laboratory, 'keepImages', { name: 'x', classes: DIGITS.slice(0, 1) })).rejects.toThrow('At least two classes');
    await expect(ask(laboratory, 'keepImages', { name: 'x', classes: [...DIGITS, { name: 'none', labels: [] }] })).rejects.toThrow(
      'There is no image of this class.',
    );
  });
});

describe('an id of own images', () => {
  const entry: OwnEntry = {
    kind: 'images',
    name: 'Leaves',
    itemShape: [2, 3, 1],
    classNames: ['oak', 'elm'],
    counts: { train: 3, test: 1 },
    files: [],
  };
  const parts = { labels: Uint8Array.of(0, 1, 0, 1), pixels: Uint8Array.from({ length: 24 }, (_, i) => i) };

  const hashes = () => ownHashes(parts);

  it('is another one where anything is that a network learns from, and the same whatever is called what', async () => {
    const id = await ownIdOf(entry, await hashes());
    expect(await ownIdOf({ ...entry, name: 'Other', classNames: ['a', 'b'], files: ['x'] }, await hashes())).toBe(id);
    const others = await Promise.all([
      ownIdOf({ ...entry, itemShape: [3, 2, 1] }, await hashes()),
      ownIdOf({ ...entry, classNames: ['oak', 'elm', 'ash'] }, await hashes()),
      ownIdOf({ ...entry, counts: { train: 2, test: 2 } }, await hashes()),
      ownIdOf(entry, await ownHashes({ ...parts, labels: Uint8Array.of(0, 1, 1, 0) })),
      ownIdOf(entry, await ownHashes({ ...parts, pixels: parts.pixels.toReversed() })),
    ]);
    expect(new Set([id, ...others]).size).toBe(6);
  });

  it('names what was stored: training images first, then those for the test; the last one stored is listed first', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
    const storage = await stockedStorage();
    const id = await ownIdOf(entry, await hashes());
    await saveOwn(storage, id, entry, parts, await hashes());
    vi.setSystemTime(2000);
    const later = { ...entry, counts: { train: 2, test: 2 } };
    await saveOwn(storage, await ownIdOf(later, await hashes()), later, parts, await hashes());
    vi.useRealTimers();
    const read = await loadOwn(storage, id);
    expect([...(read?.train.labels ?? [])]).toEqual([0, 1, 0]);
    expect([...(read?.test.labels ?? [])]).toEqual([1]);
    expect([...(read?.test.images ?? [])]).toEqual([18, 19, 20, 21, 22, 23]);
    expect((await listOwn(storage)).map((one) => one.savedAt)).toEqual([2000, 1000]);
  });
});

describe('An Experiment on own images', () => {
  const id: OwnId = `own-${'ab'.repeat(32)}`;
  const entry = {
    kind: 'images',
    name: 'Leaves',
    itemShape: [9, 8, 1],
    classNames: ['oak', 'elm'],
    counts: { train: 8, test: 2 },
    files: ['a'],
  };
  const { data, ...rest } = tinyExperiment();

  it('is read where it says what they are, and refused where it does not', () => {
    expect(parseExperiment({ ...rest, data: { ...data, dataset: id } })).toBeNull();
    expect(parseExperiment({ ...rest, data: { ...data, entry } })).toBeNull();
    expect(parseExperiment({ ...rest, data: { ...data, dataset: 'own-1', entry } })).toBeNull();
    expect(parseExperiment({ ...rest, data: { ...data, dataset: id, entry: { ...entry, classNames: ['oak'] } } })).toBeNull();
    expect(parseExperiment({ ...rest, data: { ...data, dataset: id, entry } })?.data.entry).toEqual(entry);
    expect(ownEntry(id)).toEqual(entry);
  });
});
