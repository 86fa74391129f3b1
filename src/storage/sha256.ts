/** Gives the SHA-256 of bytes as 64 lower-case hexadecimal digits. */
export type Hash = (bytes: Uint8Array) => Promise<string>;

/**
 * SHA-256 as 64 lower-case hexadecimal digits. The browser's own where it has one; on plain HTTP (a teacher's laptop in the local
 * network) there is no `crypto.subtle`, and ours is loaded then, and only then.
 */
export const sha256Hex: Hash = async (bytes) => {
  // A SharedArrayBuffer is never downloaded, inflated or stored, so the bytes always lie in a plain ArrayBuffer.
  const plain = bytes as Uint8Array<ArrayBuffer>;
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  return toHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', plain)) : await hashInScript(plain));
};

async function hashInScript(bytes: Uint8Array): Promise<Uint8Array> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return sha256(bytes);
}

function toHex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
