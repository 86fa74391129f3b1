import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from '@/dataset/drawing/png';

describe('encodePng', () => {
  it('writes a file whose chunks hold the picture, row by row', () => {
    const pixels = Uint8Array.from({ length: 28 * 28 }, (_, i) => i % 256);
    const file = Buffer.from(encodePng(pixels, 28, 28));
    expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(file.subarray(12, 16).toString()).toBe('IHDR');
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([28, 28]);
    const length = file.readUInt32BE(33);
    expect(file.subarray(37, 41).toString()).toBe('IDAT');
    // inflate checks the Adler sum too.
    const lines = inflateSync(file.subarray(41, 41 + length));
    expect(lines).toHaveLength(29 * 28);
    expect(Uint8Array.from(lines.filter((_, i) => i % 29 !== 0))).toEqual(pixels);
    // The empty closing chunk is the same in every PNG, its CRC included.
    expect(file.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
  });
});
