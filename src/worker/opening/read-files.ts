import { isIdxFile, readIdxFiles } from '@/dataset/opening/idx-files';
import { fileName, type OpenedFile, OpeningError, type ReadImages } from '@/dataset/opening/opening';
import { formatBytes } from '@/experiment/words/numbers';
import { inflate, isGzip } from '@/storage/inflate';
import type { GivenFile } from '@/worker/protocol';

/** Together files may be no larger, packed or unpacked: pixels are held in memory. */
export const MOST_BYTES = 600 * 1024 * 1024;

/** A kind of files that images are read from. */
interface Reader {
  /** Whether this file is of the kind. */
  recognizes(file: OpenedFile): boolean;
  read(files: readonly OpenedFile[]): ReadImages;
}

/** The kinds of files, in the order in which they are tried. */
const READERS: readonly Reader[] = [{ recognizes: ({ bytes }) => isIdxFile(bytes), read: readIdxFiles }];

/**
 * The images in files that a person gave, recognized by their content. Throws an OpeningError that says what is wrong, and with which file.
 *
 * @param signal ends the reading between two files
 */
export async function readImageFiles(files: readonly GivenFile[], signal: AbortSignal): Promise<ReadImages> {
  const together = files.reduce((sum, { file }) => sum + file.size, 0);
  if (together > MOST_BYTES) {
    const what = files.length === 1 ? `“${fileName(files[0]?.path ?? '')}” has` : 'These files have';
    throw new OpeningError(`${what} ${formatBytes(together)}, and at most ${formatBytes(MOST_BYTES)} fit into memory.`);
  }
  const opened: OpenedFile[] = [];
  for (const given of files) {
    signal.throwIfAborted();
    opened.push(await unpacked(given));
  }
  for (const { recognizes, read } of READERS) {
    const own = opened.filter(recognizes);
    if (own.length === 0) continue;
    const images = read(own);
    const others = opened.filter((file) => !own.includes(file)).map(({ path }) => `“${fileName(path)}”`);
    return others.length === 0 ? images : { ...images, notes: [...images.notes, leftOut(others)] };
  }
  throw new OpeningError(unknown(opened));
}

const leftOut = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''} ${names.length === 1 ? 'was' : 'were'} left out: no images were recognized there.`;

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
  if (declared > MOST_BYTES) {
    throw new OpeningError(`“${name}” unpacks to ${formatBytes(declared)}, and at most ${formatBytes(MOST_BYTES)} fit into memory.`);
  }
  const inflated = await inflate(bytes, declared);
  if (!inflated.ok) throw new OpeningError(`“${name}” is damaged or incomplete: it cannot be unpacked.`);
  return { path: path.replace(/\.gz$/i, ''), bytes: inflated.bytes };
}

/** What files are that hold no images that can be read. */
function unknown(files: readonly OpenedFile[]): string {
  const [first] = files;
  if (!first) return 'There is no file in this folder.';
  const name = `“${fileName(first.path)}”`;
  if (new TextDecoder().decode(first.bytes.subarray(0, 5)) === '%PDF-')
    return `${name} is a PDF document. Save its pictures as PNG or JPEG files.`;
  const what = files.length === 1 ? `${name} is` : 'These files are';
  return `${what} nothing that Atelier reads images from. It reads IDX files (as of MNIST), packed or not.`;
}
