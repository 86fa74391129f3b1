import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { npzFile, weightName } from '@/exchange/models/npz';

const ARRAYS = [
  { name: weightName(0), shape: [2, 3], values: Float32Array.of(1, -2.5, 3, 4, 1e-30, 6) },
  { name: weightName(1), shape: [3], values: Float32Array.of(0.1, 0.2, 0.3) },
];

const hasNumpy = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('an .npz file', () => {
  it('has an .npy file per array, each with its numbers behind a header of whole 64 bytes', () => {
    const files = unzipSync(npzFile(ARRAYS));
    expect(Object.keys(files)).toEqual(['w000.npy', 'w001.npy']);
    const file = files['w000.npy'] ?? new Uint8Array();
    const end = 10 + (file[8] ?? 0) + 256 * (file[9] ?? 0);
    expect(end % 64).toBe(0);
    expect(new TextDecoder('latin1').decode(file.subarray(1, 6))).toBe('NUMPY');
    expect(new TextDecoder().decode(file.subarray(10, end))).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/,
    );
    expect(new Float32Array(file.slice(end).buffer)).toEqual(ARRAYS[0]?.values);
  });

  it('is the same for the same arrays', () => {
    expect(npzFile(ARRAYS)).toEqual(npzFile(ARRAYS));
  });

  it.skipIf(!hasNumpy())('is read by NumPy (skipped where there is none)', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'npz-')), 'weights.npz');
    writeFileSync(path, npzFile(ARRAYS));
    const script =
      'import sys, json, numpy as n; f = n.load(sys.argv[1]); print(json.dumps({k: [list(f[k].shape), f[k].tolist()] for k in f.files}))';
    const read = JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
    expect(read.w000[0]).toEqual([2, 3]);
    expect(Float32Array.from(read.w000[1].flat())).toEqual(ARRAYS[0]?.values);
    expect(read.w001[0]).toEqual([3]);
  });
});
