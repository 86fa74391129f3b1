import { Inflate } from 'fflate';
import { concatBytes } from '@/experiment/bytes';

/** Compressed bytes handed over at a time: at most about a thousand times as many come out (the format's own limit). */
const PIECE = 64;

/**
 * Inflates raw DEFLATE data.
 * @param limit bytes that may come out at most; a bomb is left as soon as it passes them
 * @returns the bytes, `'too-large'`, or `null` where the data are damaged or end early
 */
export function inflateWithin(bytes: Uint8Array, limit: number): Uint8Array | 'too-large' | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const inflate = new Inflate((chunk, final) => {
    chunks.push(chunk);
    length += chunk.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < bytes.length && length <= limit; at += PIECE) {
      inflate.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch {
    // The library throws on data that no compressor writes.
    return null;
  }
  if (length > limit) return 'too-large';
  return ended ? concatBytes(chunks) : null;
}
