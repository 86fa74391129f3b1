import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { strToU8, zipSync } from 'fflate';
import type { Run } from '@/run/types';
import { FORMAT, FORMAT_VERSION, MANIFEST, type RunFile } from './contents';

const EPOCH = new Date(1980, 0, 1);

/**
 * A run as the bytes of an `.atelier` file: a zip of its row (JSON), its history and its weights (little-endian numbers), and a manifest with the
 * SHA-256 of each. The same run gives the same bytes.
 */
export function writeRunFile({ run, checkpoint }: RunFile): Uint8Array<ArrayBuffer> {
  const { losses, accuracies } = run.history;
  const row: Run = { ...run, history: { losses: [], accuracies: [] } };
  const entries: [string, Uint8Array][] = [
    ['run.json', strToU8(JSON.stringify(row, writable))],
    ['history/losses.f64', doubles(losses)],
    ['history/accuracies.f64', doubles(accuracies)],
  ];
  if (checkpoint) {
    const { epoch, step, state } = checkpoint;
    const lengths = (arrays: readonly Float32Array[]) => arrays.map(({ length }) => length);
    const description = { epoch, step, updates: state.updates, weights: lengths(state.weights), slots: state.slots.map(lengths) };
    entries.push(
      ['checkpoint.json', strToU8(JSON.stringify(description))],
      ['weights.f32', floats(state.weights)],
      ['slots.f32', floats(state.slots.flat())],
    );
  }
  const files = Object.fromEntries(entries.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }]));
  const manifest = strToU8(JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, files }));
  return zipSync({ [MANIFEST]: manifest, ...Object.fromEntries(entries) }, { mtime: EPOCH });
}

/** JSON has no word for a loss that is no number or infinite. */
const writable = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;

function doubles(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

function floats(arrays: readonly Float32Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * arrays.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const values of arrays) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return new Uint8Array(view.buffer);
}
