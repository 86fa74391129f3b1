import { afterEach, expect, it, vi } from 'vitest';
import { fileNameOf } from '@/ui/files/file-name';
import { saveBlob } from '@/ui/files/picture-files';

afterEach(() => vi.unstubAllGlobals());

it('makes names of files from letters, digits and hyphens', () => {
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd');
  expect(fileNameOf('…')).toBe('atelier');
  expect(fileNameOf('Größe 5')).toBe('Größe-5');
  expect(fileNameOf('a/'.repeat(200))).toHaveLength(79);
});

it('saves a file under a name that every file system takes', () => {
  const link = { href: '', download: '', click: vi.fn() };
  vi.stubGlobal('document', { createElement: () => link });
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
  saveBlob(new Blob(['a']), 'Accuracy: “units” / 64?', '.csv');
  expect(link.download).toBe('Accuracy-units-64.csv');
  expect(link.click).toHaveBeenCalledOnce();
});
