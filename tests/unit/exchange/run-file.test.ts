import { sampleRun, withLayers } from '@tests/support/runs';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { RunFile } from '@/exchange/run-file/contents';
import { readRunFile } from '@/exchange/run-file/read';
import { FILE_PROBLEMS } from '@/exchange/run-file/refusal';
import { unpack } from '@/exchange/run-file/unpack';
import { writeRunFile } from '@/exchange/run-file/write';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import { slotNames } from '@/experiment/training/optimizers';
import type { NetworkState, Run } from '@/run/types';

function stateOf({ experiment }: Run): NetworkState {
  const specs = weightSpecs(experiment);
  const arrays = (of: typeof specs, from: number) =>
    of.map(({ shape }) => Float32Array.from({ length: sizeOf(shape) }, (_, i) => from + i / 7));
  const trainable = specs.filter((spec) => spec.trainable);
  return { weights: arrays(specs, -1), slots: slotNames(experiment.training.optimizer).map((_, s) => arrays(trainable, s)), updates: 12 };
}

// Few weights: the file is unpacked some hundred times.
const run = sampleRun('a-run', { experiment: withLayers(['globalAveragePooling2d'], ['dense', { units: 3 }]) });
const whole: RunFile = { run, checkpoint: { epoch: 1, step: run.history.losses.length, state: stateOf(run) } };
const problemOf = (bytes: Uint8Array) => {
  const reading = readRunFile(bytes);
  return 'refused' in reading ? reading.refused : 'read';
};

/** Whatever was done to its bytes: the run as it was, or none. */
function expectWholeOrRefused(bytes: Uint8Array): void {
  const reading = readRunFile(bytes);
  if (!('refused' in reading)) expect(reading).toEqual(whole);
}

/** The file with some of its parts replaced, and a manifest that fits or not. */
function changed(parts: Record<string, Uint8Array>): Uint8Array {
  return zipSync({ ...unzipSync(writeRunFile(whole)), ...parts });
}

describe('a run file', () => {
  it('gives the run and its weights back, number for number', () => {
    expect(readRunFile(writeRunFile(whole))).toEqual(whole);
    const figures = { run, checkpoint: null };
    expect(readRunFile(writeRunFile(figures))).toEqual(figures);
  });

  it('keeps losses that are no numbers, in the history and in the records', () => {
    const wild: Run = {
      ...run,
      history: { losses: [1, Number.NaN, Number.POSITIVE_INFINITY], accuracies: [0, 0.5, 1] },
      epochRecords: [{ epoch: 1, step: 3, training: { loss: Number.POSITIVE_INFINITY, accuracy: 0.1 }, validation: null, seconds: 1 }],
    };
    expect(readRunFile(writeRunFile({ run: wild, checkpoint: null }))).toEqual({ run: wild, checkpoint: null });
  });

  it('is the same for the same run', () => {
    expect(writeRunFile(whole)).toEqual(writeRunFile(whole));
  });

  it('with any byte changed is refused or reads as it was: never anything else', () => {
    const bytes = writeRunFile(whole);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ by;
        expectWholeOrRefused(flipped);
      }),
      { numRuns: 200 },
    );
  });

  it('that ends early is refused, unless only the list at its end is missing', () => {
    const bytes = writeRunFile(whole);
    for (const share of [0, 0.1, 0.5, 0.9]) expectWholeOrRefused(bytes.subarray(0, Math.floor(share * bytes.length)));
  });

  it('with another part than its manifest says is damaged', () => {
    expect(problemOf(changed({ 'weights.f32': new Uint8Array(40) }))).toBe('damaged');
  });

  it('of a newer version says so; what is no run file at all, too', () => {
    expect(problemOf(changed({ 'manifest.json': strToU8('{"format":"atelier-run","version":2,"files":{}}') }))).toBe('newer');
    expect(problemOf(zipSync({ 'a.txt': strToU8('hello') }))).toBe('not-a-run');
    expect(problemOf(strToU8('%PDF-1.7 this is something else'))).toBe('damaged');
  });

  it('with weights that are no numbers, or of another network, is unsound', () => {
    const { epoch, step, state } = whole.checkpoint ?? { epoch: 0, step: 0, state: stateOf(run) };
    const bad = state.weights.map((values, i) => (i === 0 ? values.map(() => Number.NaN) : values));
    expect(problemOf(writeRunFile({ run, checkpoint: { epoch, step, state: { ...state, weights: bad } } }))).toBe('unsound');
    expect(problemOf(writeRunFile({ run, checkpoint: { epoch, step, state: { ...state, weights: state.weights.slice(1) } } }))).toBe(
      'unsound',
    );
    expect(problemOf(writeRunFile({ run, checkpoint: { epoch, step, state: { ...state, slots: [] } } }))).toBe('unsound');
  });

  it('that is a bomb is left before it has unpacked', () => {
    const bomb = zipSync({ a: new Uint8Array(3_000_000), b: new Uint8Array(3_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => unpack(bomb, 1_000_000)).toThrow(FILE_PROBLEMS['too-large']);
    expect(unpack(bomb, 6_000_000).get('b')).toHaveLength(3_000_000);
  });
});
