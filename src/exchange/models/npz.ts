import { strToU8, zipSync } from 'fflate';
import type { Shape } from '@/experiment/network/types';

/** A named array of 32-bit floats or of bytes, row-major. */
export interface NamedArray {
  name: string;
  shape: Shape;
  values: Float32Array | Uint8Array;
}

/** The least that a zip file can be dated: equal arrays give equal files. */
const EPOCH = new Date(1980, 0, 1);

/** An .npz file as `numpy.load` reads it: a zip of one .npy file per array, not compressed (weights do not get smaller). */
export const npzFile = (arrays: readonly NamedArray[]): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(arrays.map((array) => [`${array.name}.npy`, npyFile(array)])), { level: 0, mtime: EPOCH });

/** The names under which a network's weights stand in an .npz file, in Keras's order: `w000`, `w001`, … */
export const weightName = (index: number): string => `w${String(index).padStart(3, '0')}`;

/** NumPy's format, version 1.0: magic, length of the header, the header as a Python literal padded to 64 bytes, the numbers. */
function npyFile({ shape, values }: NamedArray): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const isBytes = values instanceof Uint8Array;
  const literal = `{'descr': '${isBytes ? '|u1' : '<f4'}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const padded = literal.padEnd(Math.ceil((10 + literal.length + 1) / 64) * 64 - 11);
  const header = strToU8(`${padded}\n`);
  const file = new Uint8Array(10 + header.length + values.byteLength);
  file.set([0x93, ...strToU8('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8]);
  file.set(header, 10);
  if (isBytes) {
    file.set(values, 10 + header.length);
    return file;
  }
  const view = new DataView(file.buffer, 10 + header.length);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return file;
}
