import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { rangeProblems } from '@/exchange/range';
import { classicalOf } from '@/experiment/experiment';
import { fitsExperiment } from '@/run/fits';
import { parseRun } from '@/run/schema';
import type { NetworkState, Run } from '@/run/types';
import { type FileCheckpoint, FORMAT, FORMAT_VERSION, MANIFEST, MAX_BYTES, type RunFile } from './contents';
import { FILE_PROBLEMS, type FileProblem, FileRefusal } from './refusal';
import { unpack } from './unpack';

/** A run from a file, or why there is none. */
export type RunFileReading = RunFile | { refused: FileProblem; message: string };

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 40));
const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: count,
  files: v.record(v.pipe(v.string(), v.maxLength(100)), v.object({ bytes: count, sha256: v.pipe(v.string(), v.length(64)) })),
});
const lengths = v.pipe(v.array(count), v.maxLength(1000));
const checkpointSchema = v.object({
  epoch: count,
  step: count,
  updates: count,
  weights: lengths,
  slots: v.pipe(v.array(lengths), v.maxLength(10)),
});

/** Reads an `.atelier` file. Never throws, and builds nothing of a file that is not sound as a whole. */
export function readRunFile(bytes: Uint8Array): RunFileReading {
  try {
    return read(verified(unpack(bytes, MAX_BYTES)));
  } catch (error) {
    if (error instanceof FileRefusal) return { refused: error.problem, message: FILE_PROBLEMS[error.problem] };
    throw error;
  }
}

const refuse = (problem: FileProblem): never => {
  throw new FileRefusal(problem);
};

/** The files that the manifest names, each of them as it was written. */
function verified(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const given = json(files.get(MANIFEST) ?? refuse('not-a-run'));
  const manifest = v.safeParse(manifestSchema, given);
  if (!manifest.success) return refuse('not-a-run');
  if (manifest.output.version > FORMAT_VERSION) return refuse('newer');
  return new Map(
    Object.entries(manifest.output.files).map(([name, { bytes: size, sha256: hash }]) => {
      const bytes = files.get(name);
      return bytes && bytes.length === size && bytesToHex(sha256(bytes)) === hash ? [name, bytes] : refuse('damaged');
    }),
  );
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), readable);
  } catch {
    return refuse('damaged');
  }
}

const WORDS = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** Numbers that JSON has no word for, as `writeRunFile` writes them. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1 || !Object.hasOwn(value, 'number')) return value;
  return WORDS.get(String((value as { number: unknown }).number)) ?? value;
}

function read(files: ReadonlyMap<string, Uint8Array>): RunFile {
  const row = parseRun(json(files.get('run.json') ?? refuse('damaged')));
  if (!row || rangeProblems(row.experiment).length > 0) return refuse('not-a-run');
  const history = { losses: doubles(files.get('history/losses.f64')), accuracies: doubles(files.get('history/accuracies.f64')) };
  if (history.losses.length !== history.accuracies.length) return refuse('damaged');
  const run: Run = { ...row, history };
  const described = files.get('checkpoint.json');
  return { run, checkpoint: described ? readCheckpoint(run, json(described), files) : null };
}

function readCheckpoint(run: Run, value: unknown, files: ReadonlyMap<string, Uint8Array>): FileCheckpoint {
  const parsed = v.safeParse(checkpointSchema, value);
  if (!parsed.success || classicalOf(run.experiment)) return refuse('damaged');
  const { epoch, step, updates, weights, slots } = parsed.output;
  const all = floats(files.get('weights.f32'), weights);
  const [size = 0] = slots.map(({ length }) => length);
  const flatSlots = floats(files.get('slots.f32'), slots.flat());
  const state: NetworkState = { weights: all, slots: slots.map((_, i) => flatSlots.slice(i * size, (i + 1) * size)), updates };
  return isStateOf(run, state) ? { epoch, step, state } : refuse('unsound');
}

/** Whether a state fits the run's network and optimizer, and all of it is numbers. */
const isStateOf = ({ experiment }: Run, state: NetworkState): boolean =>
  fitsExperiment(state, experiment) && [...state.weights, ...state.slots.flat()].every((values) => values.every(Number.isFinite));

function doubles(bytes: Uint8Array | undefined): number[] {
  if (!bytes || bytes.length % 8 !== 0) return refuse('damaged');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

/** The arrays of these lengths that stand one after the other. */
function floats(bytes: Uint8Array | undefined, sizes: readonly number[]): Float32Array[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!bytes || bytes.length !== 4 * total) return refuse('damaged');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  return sizes.map((size) => Float32Array.from({ length: size }, () => view.getFloat32(4 * at++, true)));
}
