import { datasetsJson, tinyDataset } from '@tests/support/tiny-dataset';
import { describe, expect, it, vi } from 'vitest';
import { FASHION_MNIST } from '@/dataset/manifest';
import { loadManifest } from '@/storage/manifests';

const tiny = tinyDataset();

describe('loadManifest', () => {
  const answering = (body: string, status = 200) => loadManifest('http://host/', { fetch: async () => new Response(body, { status }) });

  it('takes the list beside the page', async () => {
    const asked = vi.fn(async () => new Response(datasetsJson(tiny.manifest)));
    expect(await loadManifest('http://host/app/', { fetch: asked })).toEqual(tiny.manifest);
    expect(asked).toHaveBeenCalledWith('http://host/app/datasets.json', expect.anything());
  });

  it('falls back to the copy in the program', async () => {
    const evil = { ...tiny.manifest, files: tiny.manifest.files.map((file) => ({ ...file, name: '../secret' })) };
    expect(await answering('<!doctype html>')).toBe(FASHION_MNIST);
    expect(await answering('{"version":1,"datasets":[]}')).toBe(FASHION_MNIST);
    expect(await answering(datasetsJson({ ...tiny.manifest, files: tiny.manifest.files.slice(1) }))).toBe(FASHION_MNIST);
    expect(await answering(datasetsJson(evil))).toBe(FASHION_MNIST);
    expect(await answering(datasetsJson(tiny.manifest), 500)).toBe(FASHION_MNIST);
    expect(await loadManifest('http://host/', { fetch: () => Promise.reject(new TypeError('offline')) })).toBe(FASHION_MNIST);
  });

  it('gives up on silence', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    expect(await loadManifest('http://host/', { fetch: silent, timeoutMs: 30 })).toBe(FASHION_MNIST);
  });
});
