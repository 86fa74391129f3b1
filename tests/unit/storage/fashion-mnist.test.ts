import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { datasetBySizes, PUBLISHED_MANIFESTS, parseManifests } from '@/dataset/manifest';
import { DOWNLOADED_IDS, datasetInfo } from '@/experiment/data/datasets';
import { assembleVerified } from '@/storage/datasets';
import { sha256Hex } from '@/storage/sha256';
import { type VerifiedFile, verifyFile } from '@/storage/verify';

const at = (path: string) => fileURLToPath(new URL(path, new URL('../../../', import.meta.url)));
const folder = at('../shared/fashion-mnist/');

const FASHION_MNIST = PUBLISHED_MANIFESTS['fashion-mnist'];

describe('the list of data sets', () => {
  it('is the same beside the page and in the program', () => {
    expect(readFileSync(at('public/datasets.json'), 'utf8')).toBe(readFileSync(at('src/dataset/datasets.json'), 'utf8'));
    expect(parseManifests(JSON.parse(readFileSync(at('public/datasets.json'), 'utf8')))).toEqual(PUBLISHED_MANIFESTS);
  });

  it('has every data set that is made of files, from hosts that the page may ask', () => {
    for (const id of DOWNLOADED_IDS) {
      const urls = PUBLISHED_MANIFESTS[id].sources.map(({ url }) => new URL(url, 'https://school.example/'));
      const foreign = urls.map(({ origin }) => origin).filter((origin) => origin !== 'https://school.example');
      expect(datasetInfo(id).origin).toMatchObject({ kind: 'downloaded', hosts: [...new Set(foreign)] });
    }
  });

  it('knows a data set by the sizes of its packed files, and nothing by those of others', () => {
    for (const id of DOWNLOADED_IDS) {
      const sizes = PUBLISHED_MANIFESTS[id].files.map(({ compressed }) => compressed.bytes);
      expect(datasetBySizes(sizes)).toBe(id);
      expect(datasetBySizes(sizes.slice(0, 1))).toBe(id);
    }
    const [one, other] = DOWNLOADED_IDS.map((id) => PUBLISHED_MANIFESTS[id].files[0]!.compressed.bytes);
    expect(datasetBySizes([one!, other!])).toBeNull();
    // Unpacked they are all as large.
    expect(datasetBySizes([47_040_016, 60_008])).toBeNull();
  });

  it('gives sources within the app, and at a fixed commit', () => {
    const urls = FASHION_MNIST.sources.map(({ url }) => new URL(url, 'https://school.example/atelier/').href);
    expect(urls[0]).toBe('https://school.example/atelier/data/fashion-mnist/');
    expect(urls[1]).toMatch(/^https:\/\/raw\.githubusercontent\.com\/zalandoresearch\/fashion-mnist\/[0-9a-f]{40}\/data\/fashion\/$/);
  });
});

const absent = existsSync(folder) ? '' : ` (skipped: ${folder} is not on this machine)`;

describe.skipIf(absent !== '')(`the real Fashion-MNIST${absent}`, () => {
  it('is what the list declares', async () => {
    const files: VerifiedFile[] = [];
    for (const file of FASHION_MNIST.files) files.push(await verifyFile(readFileSync(folder + file.name), file, 'disk', sha256Hex));
    const dataset = assembleVerified(FASHION_MNIST, files);
    expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([60_000, 10_000]);
    const counts = Array.from({ length: 10 }, (_, label) => dataset.test.labels.filter((other) => other === label).length);
    expect(counts).toEqual(Array(10).fill(1000));
  });
});
