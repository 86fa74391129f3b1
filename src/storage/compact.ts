/**
 * Bytes in a buffer of their own. Structured clone, and so IndexedDB, copies the whole buffer behind a view: a few bytes out of a large
 * buffer would be stored as all of it.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
