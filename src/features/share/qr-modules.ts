import encodeQR from 'qr';

/** Quiet modules around a QR code that scanners need. */
const BORDER = 4;
/** Bytes that the largest QR code holds: version 40 with the least error correction (ISO/IEC 18004, table 7). */
const MOST_BYTES = 2953;

/** The modules of a text's QR code, row by row, dark ones true; `null` where the text is longer than a code can be. */
export function qrModules(text: string): boolean[][] | null {
  return new TextEncoder().encode(text).length > MOST_BYTES ? null : encodeQR(text, 'raw', { ecc: 'low', border: BORDER });
}
