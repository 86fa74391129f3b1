import type { DatasetManifest, ManifestFile } from '@/dataset/manifest';
import type { Dataset } from '@/dataset/types';
import { assembleVerified, keepFile } from './datasets';
import { DataError, dataError, type StorageError } from './errors';
import { type Hash, sha256Hex } from './sha256';
import type { AppStorage } from './types';
import { type VerifiedFile, verifyFile } from './verify';

/** What files from disk are called as a source. */
export const DISK_SOURCE = 'files on disk';

/** What `loadFilesFromDisk` needs. */
export interface DiskOptions {
  storage: AppStorage;
  manifest: DatasetManifest;
  /** Told of every file that was left out, in words. */
  onNote?: (note: string) => void;
  /** Told when a file cannot be kept: the data set is complete all the same. */
  onStorageProblem?: (problem: StorageError) => void;
  hash?: Hash;
}

/**
 * The data set out of files that a person gave: in any order, packed or inflated, under any of their usual names or, recognized by what is
 * in them, under any other; a folder's other files are left out with a note. Kept once all four are verified.
 * Throws a DataError that names the file that is missing, or that is not what it should be (`causes` has all of them).
 */
export async function loadFilesFromDisk(files: readonly File[], options: DiskOptions): Promise<Dataset> {
  const { storage, manifest, onNote = () => undefined, onStorageProblem = () => undefined, hash = sha256Hex } = options;
  const byContent = await recognizeContents(files, manifest, hash);
  const given = manifest.files.map((file) => byContent.get(file) ?? findByName(files, file, new Set(byContent.values())));
  for (const file of files) if (!given.includes(file)) onNote(`${file.name} was left out: it is no file of ${manifest.name}.`);
  const verified = await verifyAll(manifest, given, hash);
  const dataset = assembleVerified(manifest, verified);
  for (const file of verified) await keepFile(storage, manifest, file, onStorageProblem, hash);
  return dataset;
}

/** Files whose bytes have a hash of the manifest. Only those of a declared size are read: a folder may hold anything. */
async function recognizeContents(files: readonly File[], manifest: DatasetManifest, hash: Hash): Promise<Map<ManifestFile, File>> {
  const found = new Map<ManifestFile, File>();
  for (const file of files) {
    const candidates = manifest.files.filter((known) => fingerprints(known).some(({ bytes }) => bytes === file.size));
    if (candidates.length === 0) continue;
    const digest = await readFile(file)
      .then(hash)
      .catch(() => '');
    const match = candidates.find((known) => fingerprints(known).some(({ sha256 }) => sha256 === digest));
    if (match && !found.has(match)) found.set(match, file);
  }
  return found;
}

function fingerprints({ compressed, inflated }: ManifestFile) {
  return [compressed, inflated];
}

/** A file of the right name that is not yet known as another by its content. */
function findByName(files: readonly File[], wanted: ManifestFile, taken: ReadonlySet<File>): File | undefined {
  return files.find((file) => !taken.has(file) && plainName(file.name) === plainName(wanted.name));
}

/** The name without what differs between copies: packing, "(1)" of a second download, a dot for a hyphen, capitals. */
function plainName(name: string): string {
  const bare = name.toLowerCase().replace(/\s*\(\d+\)/g, '');
  return bare.replace(/\.gz$/, '').replace(/\.(idx\d)/, '-$1');
}

async function verifyAll(manifest: DatasetManifest, given: (File | undefined)[], hash: Hash): Promise<VerifiedFile[]> {
  const verified: VerifiedFile[] = [];
  const failures: DataError[] = [];
  for (const [i, file] of manifest.files.entries()) {
    try {
      verified.push(await verifyGiven(given[i], file, hash));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      failures.push(error);
    }
  }
  // A damaged file says more than a missing one.
  const first = failures.find(({ code }) => code !== 'missing') ?? failures[0];
  if (first) throw new DataError(first.code, first.message, first, { causes: failures });
  return verified;
}

async function verifyGiven(given: File | undefined, file: ManifestFile, hash: Hash): Promise<VerifiedFile> {
  const place = { file: file.name, source: DISK_SOURCE };
  if (!given) throw new DataError('missing', `${shortName(file)} is missing (${file.name})`, place);
  if (given.size > Math.max(file.compressed.bytes, file.inflated.bytes) * 2) {
    throw dataError('too-large', place, `larger than it should be (${given.size.toLocaleString('en')} bytes)`);
  }
  const bytes = await readFile(given).catch(() => {
    throw dataError('unreachable', place, 'the file could not be read');
  });
  return verifyFile(bytes, file, DISK_SOURCE, hash);
}

async function readFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** "train-labels" of "train-labels-idx1-ubyte.gz". */
function shortName(file: ManifestFile): string {
  return file.name.replace(/[-.]idx.*$/, '');
}
