import { unzipSync } from 'fflate';
import { readArrays } from '@/dataset/opening/arrays';
import { isCifarFile, readCifarFiles } from '@/dataset/opening/cifar';
import { isPixelTable, readPixelTables } from '@/dataset/opening/csv-pixels';
import { isLitter, isPicture } from '@/dataset/opening/folders';
import { isIdxFile, readIdxFiles } from '@/dataset/opening/idx-files';
import { isNpyFile } from '@/dataset/opening/npy';
import { fileName, leftOut, type OpenedFile, OpeningError, type ReadImages } from '@/dataset/opening/opening';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableFormat } from '@/dataset/opening/table/formats';
import { type ReadTable, readTable } from '@/dataset/opening/table/read-table';
import { formatBytes } from '@/experiment/words/numbers';
import { inflate, isGzip } from '@/storage/inflate';
import type { GivenFile } from '@/worker/protocol';
import { type PictureFile, readPictures } from './pictures';

/** Together files may be no larger, packed or unpacked: pixels are held in memory. */
export const MOST_BYTES = 600 * 1024 * 1024;

/** A kind of files that images are read from. */
interface Reader {
  /** Whether this file is of the kind. */
  recognizes(file: OpenedFile): boolean;
  /** @param name what the archive that they came in is called; empty where there was none */
  read(files: readonly OpenedFile[], name: string): ReadImages;
}

/** The kinds of files, in the order in which they are tried. */
const READERS: readonly Reader[] = [
  { recognizes: ({ bytes }) => isIdxFile(bytes), read: readIdxFiles },
  { recognizes: ({ bytes }) => isNpyFile(bytes), read: readArrays },
  { recognizes: isCifarFile, read: readCifarFiles },
  { recognizes: isPixelTable, read: readPixelTables },
];

interface ReadOptions {
  pictures: PictureOptions;
  /** What a person has chosen of the format of a table. */
  table: Partial<TableFormat>;
  onProgress(done: number, total: number, of: 'pictures' | 'bytes'): void;
  /** Ends the reading between two files, or two parts of a table. */
  signal: AbortSignal;
  /** Lets messages in between two parts of a table. */
  yieldToEvents(): Promise<void>;
}

/** What was read; `ofPictures` where it was decoded from pictures, with options that can be changed. */
export type FilesRead = { kind: 'images'; images: ReadImages & { ofPictures: boolean } } | { kind: 'table'; table: ReadTable };

/** The data in files that a person gave, recognized by their content. Throws an OpeningError that says what is wrong, and with which file. */
export async function readFiles(files: readonly GivenFile[], options: ReadOptions): Promise<FilesRead> {
  const { pictures, others } = await openFiles(files, options.signal);
  for (const { recognizes, read } of READERS) {
    const own = others.filter(recognizes);
    if (own.length === 0) continue;
    const images = read(own, archiveName(files));
    return {
      kind: 'images',
      images: { ...whole(images, [...others.filter((file) => !own.includes(file)), ...pictures]), ofPictures: false },
    };
  }
  if (pictures.length === 0) return { kind: 'table', table: await readOneTable(others, options) };
  const onProgress = (done: number, total: number) => options.onProgress(done, total, 'pictures');
  const images = await readPictures(pictures, options.pictures, { ...options, onProgress });
  return { kind: 'images', images: { ...whole(images, others), ofPictures: true } };

  function whole(images: ReadImages, rest: readonly { path: string }[]): ReadImages {
    const name = images.name || archiveName(files) || 'My images';
    return { ...images, name, notes: [...images.notes, ...leftOut(rest, 'of another kind than the rest')] };
  }
}

const isTable = (file: OpenedFile): boolean => /\.(csv|tsv|tab|txt)$/i.test(file.path) && !isPdf(file);

/** The one table in files, read part by part. */
async function readOneTable(files: readonly OpenedFile[], { table, onProgress, signal, yieldToEvents }: ReadOptions): Promise<ReadTable> {
  const [only, ...more] = files.filter(isTable);
  if (!only) throw new OpeningError(unknown(files));
  if (more.length > 0) {
    const names = [only, ...more].map(({ path }) => `“${fileName(path)}”`);
    throw new OpeningError(`These are ${names.length} tables: ${names.slice(0, 6).join(', ')}. Open one of them.`);
  }
  const steps = readTable(only, table);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    onProgress(step.value.done, step.value.total, 'bytes');
    await yieldToEvents();
    signal.throwIfAborted();
  }
}

/** "mnist" of "mnist.npz", where that alone was given. */
const archiveName = (files: readonly GivenFile[]): string =>
  files.length === 1 ? (/([^/]+)\.(npz|zip|npy)$/i.exec(files[0]?.path ?? '')?.[1] ?? '') : '';

/** All files, unpacked; pictures stay files until they are decoded. */
async function openFiles(files: readonly GivenFile[], signal: AbortSignal): Promise<{ pictures: PictureFile[]; others: OpenedFile[] }> {
  const pictures: PictureFile[] = files.filter(({ path }) => isPicture(path)).map(({ path, file }) => ({ path, blob: file }));
  const rest = files.filter(({ path }) => !isPicture(path) && !isLitter(path));
  checkSize(rest);
  const others: OpenedFile[] = [];
  for (const given of rest) {
    signal.throwIfAborted();
    const opened = await unpacked(given);
    if (!isZip(opened.bytes)) others.push(opened);
    else
      for (const entry of unzipped(opened)) {
        if (isPicture(entry.path)) pictures.push({ path: entry.path, blob: new Blob([entry.bytes as Uint8Array<ArrayBuffer>]) });
        else others.push(entry);
      }
  }
  return { pictures, others };
}

function checkSize(files: readonly GivenFile[]): void {
  const together = files.reduce((sum, { file }) => sum + file.size, 0);
  if (together <= MOST_BYTES) return;
  const what = files.length === 1 ? `“${fileName(files[0]?.path ?? '')}” has` : 'These files have';
  throw new OpeningError(`${what} ${formatBytes(together)}, and at most ${formatBytes(MOST_BYTES)} fit into memory.`);
}

/** The bytes of a file, inflated where it is packed. */
async function unpacked({ path, file }: GivenFile): Promise<OpenedFile> {
  const name = fileName(path);
  if (file.size === 0) throw new OpeningError(`“${name}” is empty (0 bytes).`);
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new OpeningError(`“${name}” could not be read. Was it moved or changed?`);
    }),
  );
  if (!isGzip(bytes)) return { path, bytes };
  // A gzip file ends with the length of what is in it; one that says less than the truth is cut off there.
  const declared = new DataView(bytes.buffer).getUint32(Math.max(0, bytes.length - 4), true);
  if (declared > MOST_BYTES) throw tooLarge(name, declared);
  const inflated = await inflate(bytes, declared);
  if (!inflated.ok) throw new OpeningError(`“${name}” is damaged or incomplete: it cannot be unpacked.`);
  return { path: path.replace(/\.gz$/i, ''), bytes: inflated.bytes };
}

const tooLarge = (name: string, bytes: number): OpeningError =>
  new OpeningError(`“${name}” unpacks to ${formatBytes(bytes)}, and at most ${formatBytes(MOST_BYTES)} fit into memory.`);

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** The files in an archive. What they unpack to is added up before anything is unpacked, so that a bomb does nothing. */
function unzipped({ path, bytes }: OpenedFile): OpenedFile[] {
  const name = fileName(path);
  let together = 0;
  const wanted = ({ name: entry, originalSize }: { name: string; originalSize: number }) => {
    if (entry.endsWith('/') || isLitter(entry)) return false;
    together += originalSize;
    if (together > MOST_BYTES) throw tooLarge(name, together);
    return true;
  };
  try {
    return Object.entries(unzipSync(bytes, { filter: wanted })).map(([entry, content]) => ({ path: entry, bytes: content }));
  } catch (error) {
    if (error instanceof OpeningError) throw error;
    throw new OpeningError(`“${name}” is damaged or incomplete: it cannot be unpacked.`);
  }
}

const isPdf = ({ bytes }: OpenedFile): boolean => new TextDecoder().decode(bytes.subarray(0, 5)) === '%PDF-';

/** What files are that hold nothing that can be read. */
function unknown(files: readonly OpenedFile[]): string {
  const [first] = files;
  if (!first) return 'There is no file to read here.';
  const name = `“${fileName(first.path)}”`;
  if (isPdf(first)) return `${name} is a PDF document. Save its pictures as PNG or JPEG files, or its table as a CSV file.`;
  if (files.some(({ path }) => path.startsWith('xl/'))) return 'This is an Excel workbook. Save its sheet as a CSV file, and open that.';
  const what = files.length === 1 ? `${name} is` : 'These files are';
  return `${what} nothing that Atelier reads data from. It reads pictures in folders or a zip, IDX files (as of MNIST), NumPy arrays (.npz, .npy), tables (.csv, .tsv) and CIFAR-10’s batches.`;
}
