import { assembleDataset, IdxError } from '@/dataset/idx';
import type { DatasetManifest, FileRole, ManifestFile } from '@/dataset/manifest';
import type { Dataset } from '@/dataset/types';
import { type DownloadPolicy, type DownloadProgress, downloadFiles } from './download';
import { type DataError, dataError, type StorageError, toStorageError } from './errors';
import { type Hash, sha256Hex } from './sha256';
import type { AppStorage, StoredFile } from './types';
import type { VerifiedFile } from './verify';

/** What `obtainDataset` needs. */
export interface ObtainOptions {
  storage: AppStorage;
  manifest: DatasetManifest;
  /** The page's folder. */
  baseUrl: string;
  signal: AbortSignal;
  onProgress: (progress: DownloadProgress) => void;
  /** Told of a stored file that was damaged (it is deleted, and downloaded again). */
  onDamaged?: (error: DataError) => void;
  /** Told when a file cannot be kept: the data set is complete all the same, but the next visit downloads it again. */
  onStorageProblem?: (problem: StorageError) => void;
  fetch?: typeof fetch;
  hash?: Hash;
  policy?: DownloadPolicy;
}

/**
 * The data set of a manifest: from this computer, re-verified, and what is missing there downloaded and kept, each file as soon as it is
 * verified. Throws a DataError where it cannot be had whole.
 */
export async function obtainDataset(options: ObtainOptions): Promise<Dataset> {
  const { storage, manifest, hash = sha256Hex, onDamaged = ignore, onStorageProblem = ignore } = options;
  const files = await readStored(storage, manifest, hash, onDamaged).catch((error: unknown): VerifiedFile[] => {
    onStorageProblem(toStorageError(error));
    return [];
  });
  if (files.length < manifest.files.length) {
    const onFile = async (file: VerifiedFile) => {
      files.push(file);
      await keepFile(storage, manifest, file, onStorageProblem, hash);
    };
    await downloadFiles({ ...options, hash, have: files.map(({ file }) => file), onFile });
  }
  return assembleVerified(manifest, files);
}

/**
 * The stored data set, re-hashed; `null` where a file is missing or damaged. A damaged file is told to `onDamaged` and deleted, so that it
 * is downloaded again. Rejects with a StorageError where storage cannot be read.
 */
export async function loadStoredDataset(
  storage: AppStorage,
  manifest: DatasetManifest,
  hash: Hash = sha256Hex,
  onDamaged: (error: DataError) => void = ignore,
): Promise<Dataset | null> {
  const files = await readStored(storage, manifest, hash, onDamaged);
  return files.length === manifest.files.length ? assembleVerified(manifest, files) : null;
}

/** Keeps a verified file; where that fails, says so and goes on. */
export async function keepFile(
  storage: AppStorage,
  manifest: DatasetManifest,
  { file, source, bytes }: VerifiedFile,
  onStorageProblem: (problem: StorageError) => void,
  hash: Hash = sha256Hex,
): Promise<void> {
  try {
    const sha256 = file.inflated.sha256 ?? (await hash(bytes));
    await storage.saveFile(manifest.id, { name: file.name, sha256, source, bytes, savedAt: Date.now() });
  } catch (error) {
    onStorageProblem(toStorageError(error));
  }
}

/** The data set of verified files, one for each of the manifest's. Throws a DataError where they are not what data sets are made of. */
export function assembleVerified(manifest: DatasetManifest, files: readonly VerifiedFile[]): Dataset {
  const sources = new Set(manifest.files.map((file) => files.find((other) => other.file === file)?.source ?? ''));
  const source = [...sources].filter(Boolean).join(' and ');
  const bytes = (role: FileRole) => files.find(({ file }) => file.role === role)?.bytes ?? new Uint8Array(0);
  const [trainImages, trainLabels] = [bytes('trainImages'), bytes('trainLabels')];
  const [testImages, testLabels] = [bytes('testImages'), bytes('testLabels')];
  try {
    return assembleDataset(manifest.id, source, { trainImages, trainLabels, testImages, testLabels });
  } catch (error) {
    if (!(error instanceof IdxError)) throw error;
    const names = manifest.files.filter(({ role }) => error.roles.includes(role)).map(({ name }) => name);
    throw dataError('format', { file: names.join(' and ') || manifest.name, source }, error.message);
  }
}

async function readStored(storage: AppStorage, manifest: DatasetManifest, hash: Hash, onDamaged: (error: DataError) => void) {
  const stored = await storage.loadFiles(manifest.id);
  const sound: VerifiedFile[] = [];
  for (const file of manifest.files) {
    const found = stored.find(({ name }) => name === file.name);
    if (!found) continue;
    if (await isSound(found, file, hash)) sound.push({ file, source: found.source, bytes: found.bytes });
    else await discard(storage, manifest, file, onDamaged);
  }
  return sound;
}

/** Whether a stored file is what the manifest declares or, where that knows no hash of it, what was stored. */
async function isSound({ bytes, sha256 }: StoredFile, { inflated }: ManifestFile, hash: Hash): Promise<boolean> {
  return bytes.length === inflated.bytes && (await hash(bytes)) === (inflated.sha256 ?? sha256);
}

async function discard(storage: AppStorage, manifest: DatasetManifest, file: ManifestFile, onDamaged: (error: DataError) => void) {
  onDamaged(dataError('checksum', { file: file.name, source: 'this computer' }, 'the stored copy is damaged and is fetched again'));
  // Where even that fails, the new copy will take its place, or the next visit find it again.
  await storage.deleteFile(manifest.id, file.name).catch(ignore);
}

function ignore(): void {}
