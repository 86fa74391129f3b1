import 'fake-indexeddb/auto';
import { type FaultServer, startFaultServer } from '@tests/support/fault-server';
import { idxLabels, tinyDataset } from '@tests/support/tiny-dataset';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadStoredDataset, type ObtainOptions, obtainDataset } from '@/storage/datasets';
import { type DataError, StorageError } from '@/storage/errors';
import { memoryStorage } from '@/storage/memory';
import { openStorage } from '@/storage/open';
import { sha256Hex } from '@/storage/sha256';
import type { AppStorage } from '@/storage/types';

const tiny = tinyDataset();
const names = [...tiny.packed.keys()];
const [trainImages, trainLabels] = names as [string, string];

let server: FaultServer;
let storage: AppStorage;
let count = 0;
beforeAll(async () => {
  server = await startFaultServer(tiny.packed);
});
afterAll(() => server.close());
beforeEach(async () => {
  storage = await openStorage({ name: `datasets-${count++}` });
  for (const name of ['', ...names]) server.setLive('ok', name);
  server.requests.length = 0;
});

const options = (change: Partial<ObtainOptions> = {}): ObtainOptions => ({
  storage,
  manifest: { ...tiny.manifest, sources: [{ name: 'this site', url: 'live/' }] },
  baseUrl: server.url,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  policy: { stallMs: 10_000, slowest: { bytes: 0, windowMs: 60_000 }, slackBytes: 100, delaysMs: [], retryAfterCapMs: 0 },
  ...change,
});
const storedNames = async () => (await storage.loadFiles('fashion-mnist')).map(({ name }) => name).sort();
const pixels = tiny.inflated.get(trainImages)!.subarray(16);

describe('obtainDataset', () => {
  it('downloads, keeps, and needs no network the next time', async () => {
    const dataset = await obtainDataset(options());
    expect(dataset).toMatchObject({ id: 'fashion-mnist', source: 'this site', itemShape: [28, 28, 1] });
    expect(Buffer.compare(dataset.train.images, pixels)).toBe(0);
    expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([60, 20]);
    const again = await obtainDataset(options({ fetch: () => expect.fail('asked the network') }));
    expect(again).toEqual(dataset);
    expect(await loadStoredDataset(storage, tiny.manifest, sha256Hex)).toEqual(dataset);
  });

  describe('of which only the packed files have a known hash', () => {
    const files = tiny.manifest.files.map((file) => ({ ...file, inflated: { bytes: file.inflated.bytes } }));
    const manifest = { ...tiny.manifest, files, sources: [{ name: 'this site', url: 'live/' }] };

    it('is kept with a hash of its own, by which damage is found at the next visit', async () => {
      const dataset = await obtainDataset(options({ manifest }));
      expect(Buffer.compare(dataset.train.images, pixels)).toBe(0);
      expect(await loadStoredDataset(storage, manifest)).toEqual(dataset);
      const [stored] = (await storage.loadFiles(manifest.id)).filter(({ name }) => name === trainImages);
      await storage.saveFile(manifest.id, { ...stored!, bytes: stored!.bytes.with(100, stored!.bytes[100]! ^ 1) });
      expect(await loadStoredDataset(storage, manifest)).toBeNull();
      expect(await storedNames()).not.toContain(trainImages);
    });

    it('is refused where a server unpacks it on the way, and says why', async () => {
      const fetch: ObtainOptions['fetch'] = async (url) =>
        String(url).endsWith(trainLabels) ? new Response(new Uint8Array(tiny.inflated.get(trainLabels)!)) : globalThis.fetch(url);
      await expect(obtainDataset(options({ manifest, fetch }))).rejects.toThrow(
        'it came unpacked, and of this data set only the packed file can be checked',
      );
    });
  });

  it.each(['flipped', 'truncated', 'html', 'otherData', 'encodedCut'] as const)(
    'stores nothing of a bad file (%s), and goes on later',
    async (fault) => {
      server.setLive(fault, trainLabels);
      await expect(obtainDataset(options())).rejects.toMatchObject({ name: 'DataError', file: trainLabels, source: 'this site' });
      expect(await storedNames()).toEqual(names.filter((name) => name !== trainLabels).sort());
      expect(await loadStoredDataset(storage, tiny.manifest)).toBeNull();
      server.setLive('ok', trainLabels);
      server.requests.length = 0;
      await obtainDataset(options());
      expect(server.requests).toEqual([`/live/${trainLabels}`]);
    },
  );

  it('finds a damaged copy, names it, and fetches it again', async () => {
    await obtainDataset(options());
    await damage(trainImages);
    const damaged: DataError[] = [];
    server.requests.length = 0;
    const dataset = await obtainDataset(options({ onDamaged: (error) => damaged.push(error) }));
    expect(Buffer.compare(dataset.train.images, pixels)).toBe(0);
    expect(damaged).toMatchObject([{ code: 'checksum', file: trainImages, source: 'this computer' }]);
    expect(server.requests).toEqual([`/live/${trainImages}`]);
    expect(await loadStoredDataset(storage, tiny.manifest)).not.toBeNull();
  });

  it('is complete though nothing can be kept, and says so', async () => {
    const problems: StorageError[] = [];
    const full = new StorageError('full', 'no room');
    storage.saveFile = () => Promise.reject(full);
    const dataset = await obtainDataset(options({ onStorageProblem: (problem) => problems.push(problem) }));
    expect(dataset.train.labels).toHaveLength(60);
    expect(problems).toEqual([full, full, full, full]);
  });

  it('downloads where storage cannot be read', async () => {
    const problems: StorageError[] = [];
    storage.loadFiles = () => Promise.reject(new StorageError('failed', 'no'));
    await obtainDataset(options({ onStorageProblem: (problem) => problems.push(problem) }));
    expect(problems.map(({ code }) => code)).toEqual(['failed']);
  });

  it('works in memory', async () => {
    storage = memoryStorage();
    const dataset = await obtainDataset(options());
    expect(await loadStoredDataset(storage, tiny.manifest)).toEqual(dataset);
  });

  it('names both sources of a mixed set', async () => {
    server.setLive('missing', trainLabels);
    const sources = [
      { name: 'this site', url: 'live/' },
      { name: 'GitHub', url: 'ok/' },
    ];
    expect((await obtainDataset(options({ manifest: { ...tiny.manifest, sources } }))).source).toBe('this site and GitHub');
  });

  it('refuses labels and images of different lengths, though each file is as declared', async () => {
    const uneven = tinyDataset({ extraLabels: 1 });
    const other = await startFaultServer(uneven.packed);
    const manifest = { ...uneven.manifest, sources: [{ name: 'this site', url: 'ok/' }] };
    const work = obtainDataset(options({ manifest, baseUrl: other.url }));
    await expect(work).rejects.toMatchObject({
      name: 'DataError',
      code: 'format',
      message: expect.stringContaining('60 train images but 61 train labels'),
    });
    await other.close();
  });
});

describe('loadStoredDataset', () => {
  it('gives null and deletes the file when a byte has changed', async () => {
    await obtainDataset(options());
    await damage(trainLabels);
    const damaged: string[] = [];
    expect(await loadStoredDataset(storage, tiny.manifest, sha256Hex, ({ file }) => damaged.push(file))).toBeNull();
    expect(damaged).toEqual([trainLabels]);
    expect(await storedNames()).not.toContain(trainLabels);
  });

  it('does not believe the stored hash, only the bytes', async () => {
    await obtainDataset(options());
    const [row] = await storage.loadFiles('fashion-mnist');
    await storage.saveFile('fashion-mnist', { ...row!, name: trainLabels, bytes: idxLabels(60).reverse() });
    expect(await loadStoredDataset(storage, tiny.manifest)).toBeNull();
  });
});

async function damage(name: string): Promise<void> {
  const row = (await storage.loadFiles('fashion-mnist')).find((file) => file.name === name)!;
  const bytes = row.bytes.slice();
  bytes[50]! ^= 1;
  await storage.saveFile('fashion-mnist', { ...row, bytes });
}
