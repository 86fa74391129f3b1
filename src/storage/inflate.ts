/** What came of inflating: the bytes, or why not. */
export type Inflated = { ok: true; bytes: Uint8Array } | { ok: false; reason: 'damaged' | 'too-large' };

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a gzip file with the browser's own decompressor, to at most `limit` bytes: a bomb is cut off there and never held in memory.
 * Never throws; truncation, a wrong CRC and trailing bytes are `damaged`.
 */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Inflated> {
  const reader = inflatingReader(bytes);
  const output = new Uint8Array(limit);
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (length + next.value.length > limit) {
        await reader.cancel().catch(() => undefined);
        return { ok: false, reason: 'too-large' };
      }
      output.set(next.value, length);
      length += next.value.length;
    }
  } catch {
    return { ok: false, reason: 'damaged' };
  }
  return { ok: true, bytes: length === limit ? output : output.slice(0, length) };
}

function inflatingReader(bytes: Uint8Array): ReadableStreamDefaultReader<Uint8Array> {
  const packed = new ReadableStream<BufferSource>({
    start(controller) {
      controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      controller.close();
    },
  });
  return packed.pipeThrough(new DecompressionStream('gzip')).getReader();
}
