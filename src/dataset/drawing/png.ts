/** Color types of PNG. */
const GRAY = 0;
const TRUE_COLOR = 2;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * An image as a PNG file, gray or (3 channels) in color. Ours rather than the canvas's, whose bytes privacy browsers falsify. Not compressed: the pictures are tiny (at most
 * 65,535 bytes with one filter byte a row, which is what one stored block holds).
 */
export function encodePng(pixels: Uint8Array, width: number, height: number, channels = 1): Uint8Array<ArrayBuffer> {
  const header = [...uint32(width), ...uint32(height), 8, channels === 3 ? TRUE_COLOR : GRAY, 0, 0, 0];
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('IDAT', stored(scanlines(pixels, width * channels, height))),
    ...chunk('IEND', []),
  ]);
}

function scanlines(pixels: Uint8Array, width: number, height: number): number[] {
  const lines: number[] = [];
  for (let y = 0; y < height; y++) lines.push(0, ...pixels.subarray(y * width, (y + 1) * width));
  return lines;
}

/** A zlib stream of one stored block. */
function stored(bytes: number[]): number[] {
  if (bytes.length > 0xffff) throw new RangeError('Picture too large for one stored block.');
  const [low, high] = [bytes.length & 0xff, bytes.length >> 8];
  return [0x78, 0x01, 1, low, high, low ^ 0xff, high ^ 0xff, ...bytes, ...uint32(adler32(bytes))];
}

function chunk(type: string, data: number[]): number[] {
  const body = [...type].map((letter) => letter.charCodeAt(0)).concat(data);
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function adler32(bytes: number[]): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function crc32(bytes: number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
