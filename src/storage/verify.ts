import { IDX_IMAGES_MAGIC, IDX_LABELS_MAGIC, parseIdxImages, parseIdxLabels } from '@/dataset/idx';
import type { ManifestFile } from '@/dataset/manifest';
import { type DataError, dataError, type Place } from './errors';
import { inflate, isGzip } from './inflate';
import type { Hash } from './sha256';

/** A file whose bytes are proven to be what the manifest declares: always inflated. */
export interface VerifiedFile {
  file: ManifestFile;
  source: string;
  bytes: Uint8Array;
}

/**
 * Proves that bytes are a file of the manifest, and inflates them. Packed bytes must have the hash of the compressed file; bytes that a
 * server or a person has already inflated must have that of the inflated one, and are refused where it is not known. Throws a DataError that says
 * what the bytes are instead.
 */
export async function verifyFile(bytes: Uint8Array, file: ManifestFile, source: string, hash: Hash): Promise<VerifiedFile> {
  const packed = isGzip(bytes);
  if (!packed && !file.inflated.sha256 && isSoundIdx(bytes)) throw dataError('unrecognized', { file: file.name, source }, UNPACKED);
  if (!(await matches(bytes, packed ? file.compressed : file.inflated, hash))) throw await refusal(bytes, file, source);
  return { file, source, bytes: packed ? await unpack(bytes, file, source, hash) : bytes };
}

/** Inflates a genuine file. That it inflates to something else can only be the manifest's fault, and is said so. */
async function unpack(bytes: Uint8Array, file: ManifestFile, source: string, hash: Hash): Promise<Uint8Array> {
  const unpacked = await inflate(bytes, file.inflated.bytes);
  if (unpacked.ok && (await matches(unpacked.bytes, file.inflated, hash))) return unpacked.bytes;
  throw dataError('format', { file: file.name, source }, 'does not inflate to what the list of data sets declares');
}

/** How many bytes a download of this beginning should have: of the packed file, or of the inflated one. */
export function expectedBytes(beginning: Uint8Array, file: ManifestFile): number {
  return isIdx(beginning) ? file.inflated.bytes : file.compressed.bytes;
}

/** Whether bytes begin like a page of HTML (or XML): white space and a byte order mark aside, with "<". */
export function isWebPage(bytes: Uint8Array): boolean {
  return /^\s*<[a-z!?]/i.test(new TextDecoder().decode(bytes.subarray(0, 512)));
}

/** Says in words what a web page in place of a file is. */
export function webPageError(place: Place): DataError {
  return dataError('web-page', place, 'this is a web page, not the file (perhaps the network wants a log-in first)');
}

/** Says how much of a file is there; `why` goes after it. */
export function incompleteError(got: number, wanted: number, place: Place, why = ''): DataError {
  const figures = `${got.toLocaleString('en')} of ${wanted.toLocaleString('en')} bytes`;
  return dataError('incomplete', place, `file incomplete (${figures})${why}`);
}

/** What has no hash of its own is right where its size is: it came out of a file that has one. */
async function matches(bytes: Uint8Array, { bytes: size, sha256 }: Size, hash: Hash): Promise<boolean> {
  return bytes.length === size && (!sha256 || (await hash(bytes)) === sha256);
}

type Size = ManifestFile['inflated'];

/** What is wrong with refused bytes. */
async function refusal(bytes: Uint8Array, file: ManifestFile, source: string): Promise<DataError> {
  const place = { file: file.name, source };
  if (isWebPage(bytes)) return webPageError(place);
  if (isGzip(bytes)) {
    const unpacked = await inflate(bytes, file.inflated.bytes);
    if (!unpacked.ok && unpacked.reason === 'too-large') return dataError('too-large', place, 'inflates to more than it should');
    if (unpacked.ok && isSoundIdx(unpacked.bytes)) return dataError('wrong-data', place, WRONG_DATA);
  }
  return sizeRefusal(bytes, file, place);
}

function sizeRefusal(bytes: Uint8Array, file: ManifestFile, place: Place): DataError {
  const wanted = expectedBytes(bytes, file);
  // One changed pixel in inflated bytes looks like another data set; both are named.
  if (bytes.length === wanted) return dataError('checksum', place, 'its checksum differs (damaged on the way, or another data set)');
  if (!isGzip(bytes) && isSoundIdx(bytes)) return dataError('wrong-data', place, WRONG_DATA);
  if (!isGzip(bytes) && !isIdx(bytes) && bytes.length > 0) return dataError('unrecognized', place, 'this is neither gzip nor IDX data');
  if (bytes.length < wanted) return incompleteError(bytes.length, wanted, place);
  return dataError('too-large', place, `larger than it should be (${bytes.length} instead of ${wanted} bytes)`);
}

const UNPACKED = 'it came unpacked, and of this data set only the packed file can be checked';

const WRONG_DATA = 'a sound file, but of another data set or another part of it (its checksum differs; MNIST digits have the same names)';

function isIdx(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return magic === IDX_IMAGES_MAGIC || magic === IDX_LABELS_MAGIC;
}

/** Whether bytes are whole IDX, of images or of labels. */
function isSoundIdx(bytes: Uint8Array): boolean {
  return parses(bytes, parseIdxImages) || parses(bytes, parseIdxLabels);
}

function parses(bytes: Uint8Array, parse: (bytes: Uint8Array) => unknown): boolean {
  try {
    parse(bytes);
    return true;
  } catch {
    return false;
  }
}
