import * as v from 'valibot';
import { DOWNLOADED_IDS, type DownloadedId } from '@/experiment/data/datasets';
import bundled from './datasets.json';
import type { IdxFiles } from './idx';

/** The version of `datasets.json` that this app reads. */
export const MANIFEST_VERSION = 1;

/** No file of a data set may be declared larger than this: a manifest is outside data too, and it decides how much is read. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** Each source is tried in turn, with retries: thousands would keep a person waiting for hours. */
const MOST_SOURCES = 10;
const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 2000;

const ROLES = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const satisfies readonly (keyof IdxFiles)[];

const bytesSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_FILE));
const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits'));

const fingerprintSchema = v.object({ bytes: bytesSchema, sha256: sha256Schema });

const fileSchema = v.object({
  role: v.picklist(ROLES),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME), v.regex(/^[\w.-]+$/, 'a file name has no folders in it')),
  compressed: fingerprintSchema,
  // Its hash is not known of every data set: then only the packed file proves what it is.
  inflated: v.object({ bytes: bytesSchema, sha256: v.exactOptional(sha256Schema) }),
});

const sourceSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME)),
  url: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS), v.endsWith('/')),
});

const datasetSchema = v.object({
  id: v.picklist(DOWNLOADED_IDS),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  sources: v.pipe(v.array(sourceSchema), v.nonEmpty(), v.maxLength(MOST_SOURCES)),
  files: v.pipe(
    v.array(fileSchema),
    v.check((files) => files.length === ROLES.length && ROLES.every((role) => files.some((file) => file.role === role)), 'each role once'),
  ),
});

const listSchema = v.object({ version: v.literal(MANIFEST_VERSION), datasets: v.pipe(v.array(datasetSchema), v.nonEmpty()) });

/** Size in bytes, and SHA-256 as 64 lower-case hexadecimal digits. */
export type Fingerprint = v.InferOutput<typeof fingerprintSchema>;

/** One file of a data set: what it holds, its name at every source, and how to know it, packed and unpacked. */
export type ManifestFile = v.InferOutput<typeof fileSchema>;

/** What a file of a data set holds. */
export type FileRole = ManifestFile['role'];

/** A folder that has the files: `url` is relative to the page or absolute and ends with a slash; `name` is for people. */
export type ManifestSource = v.InferOutput<typeof sourceSchema>;

/** Where a data set is found (first source first) and how to know that it is right. */
export type DatasetManifest = v.InferOutput<typeof datasetSchema>;

/** The manifest of every data set that is made of files. */
export type Manifests = Readonly<Record<DownloadedId, DatasetManifest>>;

/** The manifests in parsed `datasets.json` data, or `null` where the data is no list of manifests. Never throws. */
export function parseManifests(data: unknown): Partial<Manifests> | null {
  const parsed = v.safeParse(listSchema, data);
  return parsed.success ? byId(parsed.output.datasets) : null;
}

const byId = (manifests: readonly DatasetManifest[]): Partial<Manifests> => Object.fromEntries(manifests.map((one) => [one.id, one]));

/** Bytes of all files of a data set as they travel, compressed. */
export function totalBytes(manifest: DatasetManifest): number {
  return manifest.files.reduce((sum, file) => sum + file.compressed.bytes, 0);
}

/** The data set whose packed files are of these sizes, each in bytes; `null` where none is, or more than one. Proves nothing, but tells what is meant. */
export function datasetBySizes(sizes: readonly number[]): DownloadedId | null {
  const found = DOWNLOADED_IDS.filter((id) => PUBLISHED_MANIFESTS[id].files.some(({ compressed }) => sizes.includes(compressed.bytes)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The data sets as published: the copy of `public/datasets.json` that is part of the program. A test holds it to be complete. */
export const PUBLISHED_MANIFESTS = byId(v.parse(listSchema, bundled).datasets) as Manifests;
