import { OpeningError } from './opening';

/** An array of NumPy: whole numbers or floats, row-major. */
export interface NumpyArray {
  shape: number[];
  values: Uint8Array | Int32Array | Float64Array;
}

const MAGIC = '\x93NUMPY';

export const isNpyFile = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 6)) === MAGIC;

/** How numbers are read, by NumPy's name of their type without its byte order. */
const READERS: Record<string, { bytes: number; read(view: DataView, at: number, little: boolean): number }> = {
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** Reads a .npy file (format 1 to 3). Bytes are a view of the file, truth values become floats. Throws an OpeningError that begins with `name`. */
export function readNpy(bytes: Uint8Array, name: string): NumpyArray {
  const fail = (why: string) => new OpeningError(`“${name}”: ${why}.`);
  if (!isNpyFile(bytes) || bytes.length < 12) throw fail('this is no NumPy file, or it is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6]! > 1;
  const start = long ? 12 : 10;
  const end = start + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const [, order = '', type = ''] = /'descr':\s*'([<>|=]?)([a-z]\d+)'/.exec(header) ?? [];
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .flatMap((part) => (/\d/.test(part) ? [Number.parseInt(part, 10)] : []));
  if (/'fortran_order':\s*True/.test(header))
    throw fail('its numbers are stored column by column (Fortran order). Save it with np.ascontiguousarray');
  const reader = READERS[type];
  if (!reader) throw fail(`numbers of the type “${type || 'unknown'}” cannot be read`);
  const count = shape.reduce((product, length) => product * length, 1);
  const wanted = end + count * reader.bytes;
  if (bytes.length < wanted) throw fail(`file incomplete (${bytes.length.toLocaleString('en')} of ${wanted.toLocaleString('en')} bytes)`);
  if (type === 'u1') return { shape, values: bytes.subarray(end, wanted) };
  // True and false are all and nothing, as the floats 1 and 0 are; the bytes 1 and 0 are both black.
  const values = /^[fb]/.test(type) ? new Float64Array(count) : new Int32Array(count);
  const little = order !== '>';
  for (let i = 0; i < count; i++) values[i] = reader.read(view, end + i * reader.bytes, little);
  return { shape, values };
}
