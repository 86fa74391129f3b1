import { datasetsJson, tinyDataset } from '@tests/support/tiny-dataset';
import { describe, expect, it, vi } from 'vitest';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import { loadManifests } from '@/storage/manifests';

const tiny = tinyDataset();

describe('loadManifests', () => {
  const answering = (body: string, status = 200) => loadManifests('http://host/', { fetch: async () => new Response(body, { status }) });

  it('takes the list beside the page', async () => {
    const asked = vi.fn(async () => new Response(datasetsJson(tiny.manifest)));
    expect(await loadManifests('http://host/app/', { fetch: asked })).toEqual({ ...PUBLISHED_MANIFESTS, 'fashion-mnist': tiny.manifest });
    expect(asked).toHaveBeenCalledWith('http://host/app/datasets.json', expect.anything());
  });

  it('falls back to the copy in the program', async () => {
    const evil = { ...tiny.manifest, files: tiny.manifest.files.map((file) => ({ ...file, name: '../secret' })) };
    expect(await answering('<!doctype html>')).toEqual(PUBLISHED_MANIFESTS);
    expect(await answering('{"version":1,"datasets":[]}')).toEqual(PUBLISHED_MANIFESTS);
    expect(await answering(datasetsJson({ ...tiny.manifest, files: tiny.manifest.files.slice(1) }))).toEqual(PUBLISHED_MANIFESTS);
    expect(await answering(datasetsJson(evil))).toEqual(PUBLISHED_MANIFESTS);
    expect(await answering(datasetsJson(tiny.manifest), 500)).toEqual(PUBLISHED_MANIFESTS);
    expect(await loadManifests('http://host/', { fetch: () => Promise.reject(new TypeError('offline')) })).toEqual(PUBLISHED_MANIFESTS);
  });

  it('tries no list that would keep one waiting for hours: 5,000 sources, addresses without end', async () => {
    const [source] = tiny.manifest.sources;
    const sources = Array.from({ length: 5000 }, (_, i) => ({ ...source, name: `mirror ${i}`, url: `https://host/${i}/` }));
    expect(await answering(datasetsJson({ ...tiny.manifest, sources } as typeof tiny.manifest))).toEqual(PUBLISHED_MANIFESTS);
    const endless = [{ name: 'host', url: `https://host/${'a'.repeat(100_000)}/` }];
    expect(await answering(datasetsJson({ ...tiny.manifest, sources: endless } as typeof tiny.manifest))).toEqual(PUBLISHED_MANIFESTS);
  });

  it('gives up on silence', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    expect(await loadManifests('http://host/', { fetch: silent, timeoutMs: 30 })).toEqual(PUBLISHED_MANIFESTS);
  });
});
