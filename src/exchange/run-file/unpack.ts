import { Unzip, UnzipInflate } from 'fflate';
import { concatBytes } from '@/experiment/bytes';
import { FileRefusal } from './refusal';

/** Bytes handed to the unpacker at a time: a bomb is noticed within what so many can become. */
const PIECE = 4096;
/** Files in one archive. */
const MAX_FILES = 50;

/** What may come out of any archive, and so many times its own size of a larger one: weights hardly shrink, and a bomb grows a thousandfold. */
const ALWAYS = 32_000_000;
const MOST_GROWTH = 8;

/**
 * Unpacks a zip file. Throws a `FileRefusal` where it is none, ends early, or holds more than a run file can.
 * @param limit bytes that may come out in all
 */
export function unpack(bytes: Uint8Array, limit: number): Map<string, Uint8Array> {
  const most = Math.min(limit, ALWAYS + MOST_GROWTH * bytes.length);
  const chunks = new Map<string, Uint8Array[]>();
  const ended = new Set<string>();
  let total = 0;
  // The library catches what is thrown while it unpacks, and throws something else.
  let tooLarge = false;
  const unzip = new Unzip((file) => {
    if (chunks.size >= MAX_FILES || chunks.has(file.name)) throw new FileRefusal('damaged');
    const own: Uint8Array[] = [];
    chunks.set(file.name, own);
    file.ondata = (error, chunk, final) => {
      if (error) throw new FileRefusal('damaged');
      total += chunk.length;
      tooLarge ||= total > most;
      if (tooLarge) throw new FileRefusal('too-large');
      own.push(chunk);
      if (final) ended.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch (error) {
    // Whatever else the library throws, it throws on archives that no program writes.
    throw error instanceof FileRefusal && !tooLarge ? error : new FileRefusal(tooLarge ? 'too-large' : 'damaged');
  }
  if (chunks.size === 0 || ended.size < chunks.size) throw new FileRefusal('damaged');
  return new Map([...chunks].map(([name, parts]) => [name, concatBytes(parts)]));
}
